using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Web;

/// <summary>
/// Makes cookies that no other host can set or read. With https, the browser enforces this because of the name (<c>__Host-</c>: secure, this host
/// only). With plain http, which only a browser on this machine uses, they keep plain names.
/// </summary>
internal sealed class SafeCookies(IConfiguration configuration) : IPostConfigureOptions<CookieAuthenticationOptions>, IPostConfigureOptions<AntiforgeryOptions>
{
    private const string HostOnly = "__Host-";

    private bool IsHttps => (configuration["Portal:PublicUrl"] ?? configuration["Portal:Url"])?.StartsWith("https:", StringComparison.OrdinalIgnoreCase) == true;

    public void PostConfigure(string? name, CookieAuthenticationOptions options) => Protect(options.Cookie, $"PrivateLink.{name}");

    public void PostConfigure(string? name, AntiforgeryOptions options)
    {
        Protect(options.Cookie, "PrivateLink.Forms");

        // The portal's own header decides who may frame its pages.
        options.SuppressXFrameOptionsHeader = true;
    }

    private void Protect(CookieBuilder cookie, string name)
    {
        cookie.Name = IsHttps ? HostOnly + name : name;
        cookie.SecurePolicy = IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.HttpOnly = true;
        cookie.Path = "/";
        cookie.Domain = null;
        if (cookie.SameSite == SameSiteMode.Unspecified) cookie.SameSite = SameSiteMode.Lax;
    }
}
