using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Identity;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

/// <summary>The page of a shared connection for its reader, a mail scanner and an attacker who guesses, through the whole portal.</summary>
public sealed partial class SharedPageTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    private const string Page = "/shared";

    private static long _last = 900_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private ConnectionShares Shares => portal.Services.GetRequiredService<ConnectionShares>();

    private Caller Mia => Caller.Tenant("mia", portal.People.Megacorp.Id);

    /// <summary>A program that only fetches the address does not use the link up, because the request does not contain the token.</summary>
    [Fact]
    public async Task GetAndHead_ByAnyone_AreKeptNowhereAndOpenNothing()
    {
        var (id, token) = await ShareAsync();
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = new Uri(portal.App.Urls.Single()) };

        foreach (var path in (string[])[Page, $"{Page}?{token}", $"{Page}?Look.Token={token}", $"{Page}#{token}"])
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Head])
            {
                using var request = new HttpRequestMessage(method, path);
                using var answer = await browser.SendAsync(request, Cancel);

                var text = await answer.Content.ReadAsStringAsync(Cancel);
                Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
                Assert.DoesNotContain("shared-story", text, StringComparison.Ordinal);
                Assert.DoesNotContain("blazor.web.js", text, StringComparison.Ordinal);
                Assert.Equal(200, (int)answer.StatusCode);
                Assert.True(answer.Headers.CacheControl?.NoStore);
                Assert.Contains("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")), StringComparison.Ordinal);
            }

        Assert.Equal(0, (await LinkOfAsync(id)).Opened);
    }

    [Fact]
    public async Task Post_WithAGoodToken_ShowsTheConnectionAgainAndAgain()
    {
        var (id, token) = await ShareAsync();
        using var stranger = portal.Stranger();

        for (var times = 0; times < 2; times++)
        {
            var (status, text) = await LookAsync(stranger, token);

            Assert.Equal(200, status);
            Assert.Contains("shared-story.my-saas.io", text, StringComparison.Ordinal);
            Assert.Contains(System.Net.WebUtility.HtmlEncode(ReasonTable.Describe(Reason.LinkMissing).Meaning), text, StringComparison.Ordinal);
            Assert.Contains("You must act:", text, StringComparison.Ordinal);
            Assert.Contains($"connection-{id}.json", text, StringComparison.Ordinal);
            foreach (var hidden in (string[])["Megacorp", "mia", "<nav", "<a href=\"/", "listener-of-ours", token]) Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        }

        Assert.Equal((2, "127.0.0.1"), ((await LinkOfAsync(id)).Opened, (await LinkOfAsync(id)).FirstOpenedFrom));
    }

    [Fact]
    public async Task Post_WithATokenThatOpensNothing_GetsTheSameWhicheverItIs()
    {
        var ((expiredId, expired), (backId, back)) = (await ShareAsync(), await ShareAsync());
        Assert.IsType<SaveResult.Saved>(await Shares.TakeBackAsync(Mia, (await LinkOfAsync(backId)).Id, Cancel));
        await using (var context = await portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel))
            await context.SharedConnections.Where(shared => shared.ConnectionId == expiredId).ExecuteUpdateAsync(set => set.SetProperty(shared => shared.ExpiresAt, DateTime.UtcNow), Cancel);
        using var stranger = portal.Stranger();

        var answers = new List<string>();
        foreach (var token in (string[])[OneTimeToken.New().Text, expired, back, "x", ""]) answers.Add(Varying().Replace((await LookAsync(stranger, token)).Text, ""));

        Assert.Single(answers.Distinct());
        Assert.Contains("This link has expired, was revoked, or is incomplete.", answers[0], StringComparison.Ordinal);
        Assert.All((long[])[expiredId, backId], id => Assert.Equal(0, LinkOfAsync(id).Result.Opened));
    }

    [Fact]
    public async Task Post_WithoutTheFormsOwnToken_IsRefused()
    {
        var (id, token) = await ShareAsync();
        using var stranger = portal.Stranger();

        Assert.Equal(400, (await stranger.PostAsync(Page, page: null, ("_handler", "look"), ("Look.Token", token))).Status);
        Assert.Equal(0, (await LinkOfAsync(id)).Opened);
    }

    [Fact]
    public async Task Log_AfterAllOfThis_HoldsNoToken()
    {
        var (_, token) = await ShareAsync();
        using var stranger = portal.Stranger();
        await LookAsync(stranger, token);

        Assert.DoesNotContain(portal.Log.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    private static Task<(int Status, string Text)> LookAsync(RunningPortal.Person stranger, string token) =>
        stranger.PostAsync(Page, Page, ("_handler", "look"), ("Look.Token", token));

    private async Task<SharedLinkView> LinkOfAsync(long id) => Assert.Single((await Shares.ListAsync(Mia, id, Cancel))!);

    private async Task<(long Connection, string Token)> ShareAsync()
    {
        var id = Interlocked.Increment(ref _last);
        portal.Services.GetRequiredService<LiveConnections>().Take([new DecisionEvent(TestDecision.Of(id, Verdict.Denied, portal.People.Megacorp.Id, "shared-story.my-saas.io") with
        {
            Reason = Reason.LinkMissing,
            Listener = "listener-of-ours",
        })]);
        var token = OneTimeToken.New();
        Assert.IsType<SaveResult.Saved>(await Shares.MakeAsync(Mia, id, ConnectionShares.DefaultLifetime, token, Cancel));
        return (id, token.Text);
    }

    /// <summary>Matches the antiforgery token and the framework's state, which differ on every page.</summary>
    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*>|<!--Blazor.*?-->", RegexOptions.Singleline)]
    private static partial Regex Varying();
}
