using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

/// <summary>The headers of answers, as a browser gets them.</summary>
public class HeaderTests
{
    [Fact]
    public async Task EveryAnswer_CarriesTheHeadersThatProtectIt()
    {
        await using var portal = await PortalProcess.StartEmptyAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = portal.Url };

        foreach (var path in (string[])["/", "/error", "/no-such-page", "/js/theme.js", "/activity/export"])
        {
            using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);

            var policy = Header(answer, "Content-Security-Policy");
            Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe-eval", policy, StringComparison.Ordinal);
            Assert.Equal("'self' 'unsafe-inline'", policy.Split("style-src ")[1].Split(';')[0]);
            Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
            Assert.Equal("DENY", Header(answer, "X-Frame-Options"));
            Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
            Assert.Equal("same-origin", Header(answer, "Cross-Origin-Opener-Policy"));
            Assert.Contains("camera=()", Header(answer, "Permissions-Policy"), StringComparison.Ordinal);
            Assert.False(answer.Headers.Contains("Server"), "It says which server it is.");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html") Assert.True(answer.Headers.CacheControl?.NoStore, $"{path} may stay in a cache.");
        }

        Assert.Equal(0, await portal.TerminateAsync());
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
