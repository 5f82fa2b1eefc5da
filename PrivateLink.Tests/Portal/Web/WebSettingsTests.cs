using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Web;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

public class WebSettingsTests
{
    [Theory]
    [InlineData("10.0.4.7", true)]
    [InlineData("10.0.4.0/24", true)]
    [InlineData("fd00::/8", true)]
    [InlineData("10.0.4.7/24", false)] // host bits set: the intended network is unclear
    [InlineData("proxy.example", false)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("::/0", false)]
    public void TrustedProxies_AreAddressesOrNetworks(string text, bool accepted)
    {
        var result = Validator().Validate(null, new WebOptions { TrustedProxies = { text } });

        Assert.Equal(accepted, result.Succeeded);
        if (!accepted) Assert.StartsWith("Web:TrustedProxies:0:", Assert.Single(result.Failures!), StringComparison.Ordinal);
    }

    [Fact]
    public void FrameworksOwnSwitch_ThatBelievesEveryone_IsRefused() =>
        Assert.Contains("trusts forwarded headers from everyone", Validator(("FORWARDEDHEADERS_ENABLED", "true")).Validate(null, new WebOptions()).FailureMessage, StringComparison.Ordinal);

    [Fact]
    public void Limits_ThatLetNobodyIn_AreRefused()
    {
        var result = Validator().Validate(null, new WebOptions { AttemptsPerAccount = 0, AttemptsPerAddress = 0, LargestRequest = 1000 });

        Assert.Equal(3, result.Failures!.Count());
    }

    [Theory]
    [InlineData("http://127.0.0.1:7400", null, "PrivateLink.Identity.Application", CookieSecurePolicy.SameAsRequest)]
    [InlineData("https://10.0.0.1:7443", null, "__Host-PrivateLink.Identity.Application", CookieSecurePolicy.Always)]
    [InlineData("http://127.0.0.1:7400", "https://privatelink.my-saas.io", "__Host-PrivateLink.Identity.Application", CookieSecurePolicy.Always)]
    public void Cookies_OverHttps_BelongToThisHostAlone(string url, string? publicUrl, string name, CookieSecurePolicy secure)
    {
        var builder = WebApplication.CreateBuilder([$"--Portal:Url={url}", .. publicUrl is null ? [] : (string[])[$"--Portal:PublicUrl={publicUrl}"]]);
        builder.AddPortalWeb();
        builder.Services.AddAuthentication().AddCookie("Identity.Application");
        builder.Services.AddAntiforgery();
        using var services = builder.Services.BuildServiceProvider();

        var cookie = services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get("Identity.Application").Cookie;
        var forms = services.GetRequiredService<IOptions<AntiforgeryOptions>>().Value.Cookie;

        Assert.Equal((name, secure, true, "/", null), (cookie.Name, cookie.SecurePolicy, cookie.HttpOnly, cookie.Path, cookie.Domain));
        Assert.Equal((name.StartsWith("__Host-", StringComparison.Ordinal), secure), (forms.Name!.StartsWith("__Host-", StringComparison.Ordinal), forms.SecurePolicy));
    }

    private static WebOptionsValidator Validator(params (string Key, string Value)[] settings) => new(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build());
}
