using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>The page of a hand-over link for a user without an account, a mail scanner and an attacker who guesses, through the whole portal.</summary>
public sealed partial class HandoverPageTests(RunningPortal portal) : IClassFixture<RunningPortal>
{
    private const string Page = "/handover";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IDbContextFactory<PortalDbContext> Contexts => portal.Services.GetRequiredService<IDbContextFactory<PortalDbContext>>();

    private HandoverService Handovers => portal.Services.GetRequiredService<HandoverService>();

    private Caller Mia => Caller.Tenant("mia", portal.People.Megacorp.Id);

    [Fact]
    public async Task Get_ByAnyone_IsKeptNowhereAndOpensNothing()
    {
        var (id, token) = await HandOverAsync();
        using var browser = new HttpClient { BaseAddress = new Uri(portal.App.Urls.Single()) };

        foreach (var path in (string[])[Page, $"{Page}?{token}", $"{Page}#{token}"])
        {
            using var answer = await browser.GetAsync(path, Cancel);

            Assert.Equal(200, (int)answer.StatusCode);
            Assert.True(answer.Headers.CacheControl?.NoStore);
            Assert.Contains("noindex", Assert.Single(answer.Headers.GetValues("X-Robots-Tag")), StringComparison.Ordinal);
            Assert.Contains("script-src 'self';", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
            var text = await answer.Content.ReadAsStringAsync(Cancel);
            Assert.DoesNotContain("megacorp", text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("blazor.web.js", text, StringComparison.Ordinal);
        }

        await using var context = await Contexts.CreateDbContextAsync(Cancel);
        Assert.Null((await context.StepHandovers.SingleAsync(handover => handover.PrivateEndpointId == id, Cancel)).OpenedAt);
    }

    [Fact]
    public async Task Post_WithATokenThatOpensNothing_GetsTheSameWhicheverItIs()
    {
        var (id, expired) = await HandOverAsync();
        var (back, takenBack) = await HandOverAsync();
        await Handovers.TakeBackAsync(Mia, Assert.Single((await Handovers.FindAsync(Mia, back, Cancel))!.Links).Id, Cancel);
        await using (var context = await Contexts.CreateDbContextAsync(Cancel))
            await context.StepHandovers.Where(handover => handover.PrivateEndpointId == id).ExecuteUpdateAsync(set => set.SetProperty(handover => handover.ExpiresAt, DateTime.UtcNow), Cancel);
        using var stranger = portal.Stranger();

        var answers = new List<string>();
        foreach (var token in (string[])[OneTimeToken.New().Text, expired, takenBack, "x"])
        {
            var (status, text) = await LookAsync(stranger, token);
            Assert.Equal(200, status);
            answers.Add(Varying().Replace(text, ""));
            var (_, sent) = await SendAsync(stranger, token, "an answer");
            answers.Add(Varying().Replace(sent, ""));
        }

        Assert.Single(answers.Distinct());
        Assert.Contains("This link has expired or is incomplete.", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_WithAGoodToken_ShowsTheStepAndTakesAnAnswer()
    {
        var (id, token) = await HandOverAsync();
        using var stranger = portal.Stranger();

        var (_, sheet) = await LookAsync(stranger, token);
        var (_, sent) = await SendAsync(stranger, token, "vpce-08d2bf15fac5001c9 <script>alert(1)</script>");

        Assert.Contains("Create the VPC endpoint", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("Megacorp", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("mia", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<nav", sheet, StringComparison.Ordinal);
        Assert.DoesNotContain("<a href=\"/", sheet, StringComparison.Ordinal);
        Assert.Contains("waits to be looked at", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("alert(1)", sent, StringComparison.Ordinal);
        Assert.Equal("127.0.0.1", Assert.Single((await Handovers.FindAsync(Mia, id, Cancel))!.Answers).Address);
        await using var context = await Contexts.CreateDbContextAsync(Cancel);
        Assert.NotNull((await context.StepHandovers.SingleAsync(handover => handover.PrivateEndpointId == id, Cancel)).OpenedAt);
    }

    [Fact]
    public async Task Post_WithoutTheFormsOwnToken_IsRefused()
    {
        var (id, token) = await HandOverAsync();
        using var stranger = portal.Stranger();

        Assert.Equal(400, (await stranger.PostAsync(Page, page: null, ("_handler", "answer"), ("Answer.Token", token), ("Answer.Text", "forged"))).Status);
        Assert.Empty((await Handovers.FindAsync(Mia, id, Cancel))!.Answers);
    }

    [Fact]
    public async Task Log_AfterAllOfThis_HoldsNoToken()
    {
        var (_, token) = await HandOverAsync();
        using var stranger = portal.Stranger();
        await LookAsync(stranger, token);
        await SendAsync(stranger, token, "an answer");

        Assert.NotEmpty(portal.Log.Lines);
        Assert.DoesNotContain(portal.Log.Lines, line => line.Text.Contains(token, StringComparison.Ordinal));
    }

    private static Task<(int Status, string Text)> LookAsync(RunningPortal.Person stranger, string token) =>
        stranger.PostAsync(Page, Page, ("_handler", "look"), ("Look.Token", token));

    private static Task<(int Status, string Text)> SendAsync(RunningPortal.Person stranger, string token, string text) =>
        stranger.PostAsync(Page, Page, ("_handler", "answer"), ("Answer.Token", token), ("Answer.Text", text));

    private async Task<(Guid Endpoint, string Token)> HandOverAsync()
    {
        await using var context = await Contexts.CreateDbContextAsync(Cancel);
        var service = new PrivateLinkService
        {
            Name = $"service-{Guid.NewGuid():N}",
            Cloud = CloudProvider.Aws,
            Region = "us-east-1",
            Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238",
            ZoneIds = "use1-az2 use1-az4",
            Published = true,
        };
        var endpoint = new PrivateEndpoint
        {
            TenantId = portal.People.Megacorp.Id,
            ServiceId = service.Id,
            Cloud = CloudProvider.Aws,
            State = PrivateEndpointState.Draft,
            Claim = ClaimLevel.None,
            Region = "us-east-1",
            Name = "Megacorp's",
        };
        context.AddRange(service, endpoint);
        await context.SaveChangesAsync(Cancel);
        var token = OneTimeToken.New();
        Assert.IsType<SaveResult.Saved>(await Handovers.MakeAsync(Mia, endpoint.Id, HandedStep.Create, HandoverService.DefaultLifetime, token, Cancel));
        return (endpoint.Id, token.Text);
    }

    /// <summary>Matches the antiforgery token and the framework's state, which differ on every page.</summary>
    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*>|<!--Blazor.*?-->", RegexOptions.Singleline)]
    private static partial Regex Varying();
}
