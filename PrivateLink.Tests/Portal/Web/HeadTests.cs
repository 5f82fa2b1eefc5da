using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Web;

/// <summary>Mail programs, chats and monitors ask with HEAD before a person opens a link. They must see what the person will see.</summary>
public sealed class HeadTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    private const int MostRedirects = 5;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Every page that a visitor without an account may read, and every other address that anyone may ask.</summary>
    public static TheoryData<string> OpenAddresses =>
    [
        .. ServiceMethods.Pages.Where(page => page.Page.IsDefined(typeof(AllowAnonymousAttribute), inherit: true)).Select(page => page.Route),
        "/ops/now", "/livez", "/readyz/proxy", "/readyz/portal", "/js/theme.js", "/no-such-page", "/", "/history/export?format=csv",
    ];

    [Theory]
    [MemberData(nameof(OpenAddresses))]
    public async Task Head_ByAVisitorWithoutAnAccount_AnswersAsGet(string path)
    {
        var (read, _) = await AskAsync(HttpMethod.Get, path);
        var (asked, body) = await AskAsync(HttpMethod.Head, path);

        Assert.Equal(read, asked);
        Assert.Empty(body);
    }

    [Theory]
    [MemberData(nameof(OpenAddresses))]
    public async Task Head_FollowedThroughEveryRedirect_Ends(string path)
    {
        for (var hops = 0; hops <= MostRedirects; hops++)
        {
            if ((await AskAsync(HttpMethod.Head, path)).Answer.Location is not { } next) return;
            path = next;
        }

        Assert.Fail($"HEAD is still redirected, after {MostRedirects} redirects, to {path}");
    }

    /// <summary>This includes endpoints for signed-in people and those added later. If one answers GET but not HEAD, routing answers its HEAD with another endpoint.</summary>
    [Fact]
    public void Endpoints_EachThatAnswersGet_AnswersHead() => Assert.Empty(
        from endpoint in portal.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        let methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods
        where methods is not null && methods.Contains("GET") && !methods.Contains("HEAD") && endpoint.RoutePattern.RawText is not RunningPortal.Refusing
        select endpoint.RoutePattern.RawText);

    private async Task<(Answer Answer, string Body)> AskAsync(HttpMethod method, string path)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(portal.App.Urls.Single()) };
        using var request = new HttpRequestMessage(method, path);
        using var answer = await browser.SendAsync(request, Cancel);
        return (
            new((int)answer.StatusCode, answer.Content.Headers.ContentType?.ToString(), answer.Headers.Location is { } to ? new Uri(browser.BaseAddress, to).PathAndQuery : null),
            await answer.Content.ReadAsStringAsync(Cancel));
    }

    private sealed record Answer(int Status, string? Type, string? Location);
}
