using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using PrivateLink.Portal.Web;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

/// <summary>The headers of responses, as a browser receives them.</summary>
public class HeaderTests
{
    [Needs(Needs.Process)]
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
            Assert.False(answer.Headers.Contains("Server"), "The response names its server software.");
            if (answer.Content.Headers.ContentType?.MediaType == "text/html") Assert.True(answer.Headers.CacheControl?.NoStore, $"{path} may stay in a cache.");
        }

        Assert.Equal(0, await portal.TerminateAsync());
    }

    /// <summary>Error handling clears the response first, including its headers.</summary>
    [Fact]
    public async Task AnswerToAnError_CarriesThemToo()
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.AddPortalWeb();
        await using var app = builder.Build();
        app.UsePortalWeb();
        app.UseExceptionHandler(error => error.Run(http => http.Response.WriteAsync("sorry")));
        app.MapGet("/", string () => throw new InvalidOperationException("a fault"));
        await app.StartAsync(TestContext.Current.CancellationToken);
        using var browser = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var answer = await browser.GetAsync("/", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("script-src 'self';", Header(answer, "Content-Security-Policy"), StringComparison.Ordinal);
    }

    private static string Header(HttpResponseMessage answer, string name) => Assert.Single(answer.Headers.GetValues(name));
}
