using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Hosting;

/// <summary>
/// Validates the address to listen on, which is set in one place. Use from other machines requires <c>https</c>. Without it, anyone on the network
/// can read passwords and sessions.
/// </summary>
public sealed class PortalOptionsValidator(IConfiguration configuration) : IValidateOptions<PortalOptions>
{
    private const string Accepted = "Example: http://127.0.0.1:7400";

    public ValidateOptionsResult Validate(string? name, PortalOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private IEnumerable<string> Problems(PortalOptions options)
    {
        if (!IsRoot(options.Url, out var url))
            yield return $"Portal:Url: '{options.Url}' is not an http or https address without a path. {Accepted}.";
        else if (options.PublicUrl is null && !url.IsLoopback && IsAnyAddress(url.Host))
            yield return $"Portal:PublicUrl: Portal:Url listens on every address, so set the address that people use. Example: https://privatelink.my-saas.io.";
        else if (options.PublicUrl is null && !url.IsLoopback && url.Scheme != Uri.UriSchemeHttps)
            yield return "Portal:Url: passwords need https beyond this machine. Set an https Portal:Url and a certificate in Kestrel:Certificates:Default, "
                + "or put an https proxy in front and set Portal:PublicUrl. Example: https://privatelink.my-saas.io.";

        Uri? visible = null;
        if (options.PublicUrl is not null && (!IsRoot(options.PublicUrl, out visible) || (visible.Scheme != Uri.UriSchemeHttps && !visible.IsLoopback)))
            yield return $"Portal:PublicUrl: '{options.PublicUrl}' is not an https address without a path. Example: https://privatelink.my-saas.io.";
        else if (visible is { IsLoopback: true } && url is { IsLoopback: false })
            yield return $"Portal:PublicUrl: '{options.PublicUrl}' is for this machine only, but Portal:Url listens beyond it. "
                + "Set the https address that people use, or let Portal:Url listen on 127.0.0.1.";

        if (configuration.GetSection("Kestrel:Endpoints").GetChildren().Any())
            yield return $"Kestrel:Endpoints: the portal listens on Portal:Url only; remove this section and set Portal:Url. {Accepted}.";
        if (!string.IsNullOrWhiteSpace(configuration["urls"]))
            yield return "urls (also as --urls and ASPNETCORE_URLS): the portal listens on Portal:Url only; "
                + $"remove it and set Portal:Url. {Accepted}.";
    }

    private static bool IsRoot(string text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out Uri? url) =>
        Uri.TryCreate(text, UriKind.Absolute, out url) && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps) && url.PathAndQuery == "/";

    private static bool IsAnyAddress(string host) =>
        host is "*" or "+" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)));
}
