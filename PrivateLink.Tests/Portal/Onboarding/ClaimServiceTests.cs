using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

public sealed class ClaimServiceOnSqliteTests() : ClaimServiceTests(new SqliteTestDatabase());

public sealed class ClaimServiceOnSqlServerTests() : ClaimServiceTests(new SqlServerTestDatabase());

/// <summary>What a one-time name proves, when it proves nothing, and what happens to tenants that only typed an ID.</summary>
public abstract class ClaimServiceTests(TestDatabase database) : OnboardingTest(database)
{
    [Fact]
    public async Task IssueAsync_ANewName_ResolvesNowhereAndIsNobodysGuess()
    {
        var id = await World.StartAsync();
        await World.Claims.IssueAsync(World.Mia, id, Cancel);
        var first = (await World.Claims.FindAsync(World.Mia, id, Cancel))!;
        await World.Claims.IssueAsync(World.Mia, id, Cancel);
        var second = (await World.Claims.FindAsync(World.Mia, id, Cancel))!;

        Assert.Matches(@"^[a-z2-9]{24}\.claim\.invalid$", first.Name);
        Assert.NotEqual(first.Name, second.Name);
        Assert.All(second.Commands, command => Assert.Contains(second.Name, command.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task ConfirmAsync_NameCameThrough_LinkIsProvenAndListed()
    {
        var id = await World.StartAsync();

        Assert.IsType<SaveResult.Saved>(await World.ProveAsync(id, World.Mia));

        var view = await ViewAsync(id);
        Assert.Equal((PrivateEndpointState.AwaitingTraffic, ClaimLevel.Proven, PortalWorld.AwsLink, "10.0.10.63"), (view.State, view.Claim, view.LinkId, view.Address));
        Assert.Null(view.ExpiresAt);
        Assert.Single(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
        Assert.Null(await World.Claims.FindAsync(World.Mia, id, Cancel));
    }

    [Theory]
    [InlineData("anybody", "trusts headers from every source")]
    [InlineData("unbound", "does not belong to this service")]
    [InlineData("azure", "does not belong to this service")]
    [InlineData("public", "does not accept headers")]
    [InlineData("gone", "no longer exists")]
    public async Task ConfirmAsync_ThroughAListenerThatProvesNothing_IsRefused(string listener, string explanation)
    {
        var id = await World.StartAsync();

        Assert.Contains($"The name arrived at listener {listener}, which cannot prove an endpoint", SentenceOf(await World.ProveAsync(id, World.Mia, listener: listener)), StringComparison.Ordinal);
        Assert.Contains(explanation, SentenceOf(await World.Claims.ConfirmAsync(PortalWorld.Company, id, PortalWorld.AwsLink, Cancel)), StringComparison.Ordinal);
        Assert.Null((await ViewAsync(id)).LinkId);
    }

    [Fact]
    public async Task ConfirmAsync_ServiceWithdrawnInTheMeantime_IsRefused()
    {
        var id = await World.StartAsync();
        await World.Portal.SaveElsewhereAsync(context => context.Services.Single(service => service.Id == World.Portal.Aws.Id).Published = false);

        Assert.Contains("no longer offered", SentenceOf(await World.ProveAsync(id, World.Mia)), StringComparison.Ordinal);
        Assert.Null((await ViewAsync(id)).LinkId);
    }

    [Fact]
    public async Task ConfirmAsync_NameTooOld_IsRefused()
    {
        var id = await World.StartAsync();
        await World.Claims.IssueAsync(World.Mia, id, Cancel);
        await World.ArriveAsync((await World.Claims.FindAsync(World.Mia, id, Cancel))!.Name);
        Database.Time.Advance(ClaimService.Lifetime + TimeSpan.FromSeconds(1));

        Assert.Null(await World.Claims.FindAsync(World.Mia, id, Cancel));
        Assert.Contains("too old", SentenceOf(await World.Claims.ConfirmAsync(World.Mia, id, PortalWorld.AwsLink, Cancel)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ConfirmAsync_AnotherLinkThanTheOneSeen_IsRefused()
    {
        var id = await World.StartAsync();
        await World.Claims.IssueAsync(World.Mia, id, Cancel);
        await World.ArriveAsync((await World.Claims.FindAsync(World.Mia, id, Cancel))!.Name);

        Assert.Contains("has not come through", SentenceOf(await World.Claims.ConfirmAsync(World.Mia, id, PortalWorld.OtherAwsLink, Cancel)), StringComparison.Ordinal);
    }

    /// <summary>Any tenant may type any ID and watch. Whether another tenant has it must not show, neither at once nor later.</summary>
    [Fact]
    public async Task TypedId_ThatAnotherTenantProves_LivesAndEndsLikeOneThatNobodyHas()
    {
        var nobodys = await World.StartWithLinkAsync(PortalWorld.OtherAwsLink, World.Gus);
        var theirs = await World.StartWithLinkAsync(caller: World.Gus);
        var proven = await World.StartAsync();
        Assert.IsType<SaveResult.Saved>(await World.ProveAsync(proven, World.Mia));
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);

        foreach (var later in (TimeSpan[])[TimeSpan.FromMinutes(1), TimeSpan.FromDays(6), TimeSpan.FromDays(1)])
        {
            Database.Time.Advance(later);
            await World.Upkeep.TryAsync(last: false, Cancel);

            Assert.Equal(await ToldAsync(nobodys, PortalWorld.OtherAwsLink), await ToldAsync(theirs, PortalWorld.AwsLink));
        }

        Assert.Equal((PrivateEndpointState.Expired, ClaimLevel.Proven), ((await ViewAsync(theirs)).State, (await ViewAsync(proven)).Claim));
        Assert.Equal(2, World.Portal.Store.Current!.Find("globex.my-saas.io")!.Links.Grants.Count);
    }

    /// <summary>The same holds if the typed endpoint has expired and traffic comes through the link to the tenant's own host.</summary>
    [Fact]
    public async Task ExpiredId_ThatAnotherTenantHasProved_ComesBackWithTrafficLikeAnyOther()
    {
        var nobodys = await World.StartWithLinkAsync(PortalWorld.OtherAwsLink, World.Gus);
        var theirs = await World.StartWithLinkAsync(caller: World.Gus);
        await World.ProveAsync(await World.StartAsync(), World.Mia);
        Database.Time.Advance(TimeSpan.FromDays(8));
        await World.Upkeep.TryAsync(last: false, Cancel);
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.GlobexHost, World.Portal.Globex.Id);
        await World.SeeAsync(PortalWorld.AwsLink, World.GlobexHost, World.Portal.Globex.Id);

        await World.Upkeep.TryAsync(last: false, Cancel);

        Assert.Equal(PrivateEndpointState.Verified, (await ViewAsync(theirs)).State);
        Assert.Equal(await ToldAsync(nobodys, PortalWorld.OtherAwsLink), await ToldAsync(theirs, PortalWorld.AwsLink));
    }

    [Fact]
    public async Task ResolveAsync_ThoseWhoOnlyTypedIt_DoNotLearnOfTheDispute()
    {
        var typed = await World.StartWithLinkAsync(caller: World.Gus);
        var third = await World.StartWithLinkAsync(PortalWorld.OtherAwsLink, World.Gus);
        var disputed = await World.StartAsync();
        await World.ProveAsync(disputed, World.Mia);
        await using (var context = Database.CreateDbContext())
        {
            (await context.PrivateEndpoints.SingleAsync(endpoint => endpoint.Id == disputed, Cancel)).State = PrivateEndpointState.Conflict;
            await context.SaveChangesAsync(Cancel);
        }

        Assert.IsType<SaveResult.Saved>(await World.Operations.ResolveAsync(PortalWorld.Company, disputed, isTheirs: true, Cancel));

        Assert.Equal(await ToldAsync(third, PortalWorld.OtherAwsLink), await ToldAsync(typed, PortalWorld.AwsLink));
    }

    /// <summary>Everything that the tenant can see of the endpoint, without its own key and ID.</summary>
    private async Task<string> ToldAsync(Guid id, string linkId)
    {
        var verification = (await World.Verification.CheckAsync(World.Gus, id, Cancel))!;
        var row = (await World.Endpoints.ListAsync(World.Gus, Cancel)).Single(endpoint => endpoint.Id == id);
        var timeline = await new TimelineService(Database).OfAsync(World.Gus, id, Cancel);
        var view = verification.Endpoint with { Form = new Dictionary<string, string>(), Hosts = [] };
        object[] told =
        [
            view.State, view.Claim, view.ExpiresAt!, view.VerifiedAt!, view.Enabled, OnboardingSteps.Of(view), verification.LinkSeen, verification.Findings,
            row.State, row.Claim, row.LastSeen!, row.IsStale, row.CameBack, timeline.Select(entry => (entry.Time, entry.What, entry.Who, entry.WasRefused)),
        ];
        return JsonSerializer.Serialize(told, Everything).Replace(linkId, "ID", StringComparison.Ordinal);
    }

    private static readonly JsonSerializerOptions Everything = new() { IncludeFields = true };

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ConfirmAsync_SomebodyElseHasMoreThanTypedIt_IsADisputeThatOperationsEnd(bool isTheirs)
    {
        var first = await World.StartAsync(World.Gus);
        Assert.IsType<SaveResult.Saved>(await World.ProveAsync(first, World.Gus));
        var second = await World.StartAsync();
        Assert.IsType<SaveResult.Saved>(await World.ProveAsync(second, World.Mia));

        Assert.Equal((PrivateEndpointState.Conflict, ClaimLevel.Asserted), ((await ViewAsync(second)).State, (await ViewAsync(second)).Claim));
        var pending = Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel), each => each.Kind == PrivateLink.Portal.Onboarding.PendingKind.Dispute);
        Assert.Equal("Globex", Assert.Single(pending.Holders));

        Assert.IsType<SaveResult.Saved>(await World.Operations.ResolveAsync(PortalWorld.Company, second, isTheirs, Cancel));

        Assert.Equal(isTheirs ? ClaimLevel.Proven : ClaimLevel.Asserted, (await ViewAsync(second)).Claim);
        Assert.Equal(isTheirs ? PrivateEndpointState.Expired : PrivateEndpointState.AwaitingTraffic, (await ViewAsync(first)).State);
        Assert.Single(World.Portal.Store.Current!.Find("globex.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task Upkeep_TypedAndNeverSeen_ExpiresAfterSevenDaysAndKeepsTheList()
    {
        var id = await World.StartWithLinkAsync();
        Database.Time.Advance(TimeSpan.FromDays(7) - TimeSpan.FromSeconds(1));
        await World.Upkeep.TryAsync(last: false, Cancel);
        Assert.Equal(PrivateEndpointState.AwaitingTraffic, (await ViewAsync(id)).State);

        Database.Time.Advance(TimeSpan.FromSeconds(2));
        await World.Upkeep.TryAsync(last: false, Cancel);

        Assert.Equal(PrivateEndpointState.Expired, (await ViewAsync(id)).State);
        Assert.Single(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task Upkeep_ProvenAndNeverSeen_NeverExpires()
    {
        var id = await World.StartAsync();
        await World.ProveAsync(id, World.Mia);
        Database.Time.Advance(TimeSpan.FromDays(100));

        await World.Upkeep.TryAsync(last: false, Cancel);

        Assert.Equal(PrivateEndpointState.AwaitingTraffic, (await ViewAsync(id)).State);
    }

    [Fact]
    public async Task Upkeep_FirstConnection_VerifiesAndMatches()
    {
        var id = await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);

        await World.Upkeep.TryAsync(last: false, Cancel);

        var view = await ViewAsync(id);
        Assert.Equal((PrivateEndpointState.Verified, ClaimLevel.Matched, "10.0.10.63"), (view.State, view.Claim, view.Address));
        Assert.NotNull(view.VerifiedAt);
    }

    [Fact]
    public async Task Upkeep_ConnectionToAnotherTenantsHost_VerifiesNothing()
    {
        var id = await World.StartWithLinkAsync();
        await World.SeeAsync(PortalWorld.AwsLink, World.GlobexHost, World.Portal.Globex.Id, Reason.LinkMismatch);

        await World.Upkeep.TryAsync(last: false, Cancel);

        Assert.Equal(PrivateEndpointState.AwaitingTraffic, (await ViewAsync(id)).State);
    }

    [Fact]
    public async Task AssignAsync_ByOperations_IsProven()
    {
        var id = await World.StartAsync(service: World.Portal.Azure);
        await World.Onboarding.ConfirmCreatedAsync(World.Mia, id, Cancel);
        Assert.Single(await World.Operations.PendingAsync(PortalWorld.Company, Cancel));

        Assert.IsType<SaveResult.Saved>(await World.Operations.AssignAsync(PortalWorld.Company, id, "0x210045C1", Cancel));

        Assert.Equal((ClaimLevel.Proven, PortalWorld.AzureLink), ((await ViewAsync(id)).Claim, (await ViewAsync(id)).LinkId));
        Assert.False((await World.Verification.CheckAsync(World.Mia, id, Cancel))!.LinkSeen); // the owner says nothing about traffic through it
        Assert.IsType<SaveResult.Refused>(await World.Operations.AssignAsync(World.Mia, id, "1", Cancel));
    }

    [Fact]
    public async Task SwitchReleaseRetire_EachChangesWhatTheHostsLetIn()
    {
        var id = await World.StartWithLinkAsync();

        await World.Endpoints.SwitchAsync(World.Mia, id, enabled: false, cancellationToken: Cancel);
        Assert.False(Assert.Single(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants).Enabled);
        await World.Endpoints.SwitchAsync(World.Mia, id, enabled: true, cancellationToken: Cancel);
        Assert.True(Assert.Single(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants).Enabled);

        await World.Endpoints.ReleaseAsync(World.Mia, id, Cancel);
        Assert.Empty(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
        Assert.Equal((PrivateEndpointState.Draft, null), ((await ViewAsync(id)).State, (await ViewAsync(id)).LinkId));

        await World.Onboarding.SetLinkIdAsync(World.Mia, id, new("", PortalWorld.AwsLink), Cancel);
        await World.Endpoints.RetireAsync(World.Mia, id, Cancel);
        Assert.Empty(World.Portal.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task ListAsync_SilentAndReturnedLinks_AreMarked()
    {
        var silent = await World.StartWithLinkAsync();
        var retired = await World.StartWithLinkAsync(PortalWorld.OtherAwsLink);
        await World.SeeAsync(PortalWorld.AwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.MegacorpHost, World.Portal.Megacorp.Id);
        await World.Upkeep.TryAsync(last: false, Cancel);
        await World.Endpoints.RetireAsync(World.Mia, retired, Cancel);
        Database.Time.Advance(TimeSpan.FromDays(31));
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.GlobexHost, World.Portal.Globex.Id, Reason.LinkMismatch);
        Assert.False((await World.Endpoints.ListAsync(World.Mia, Cancel)).Single(row => row.Id == retired).CameBack); // on another tenant's host
        Assert.True((await World.Endpoints.ListAsync(PortalWorld.Company, Cancel)).Single(row => row.Id == retired).CameBack);
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.MegacorpHost, World.Portal.Megacorp.Id, Reason.LinkMismatch);

        var rows = await World.Endpoints.ListAsync(World.Mia, Cancel);

        Assert.True(rows.Single(row => row.Id == silent).IsStale);
        Assert.True(rows.Single(row => row.Id == retired).CameBack);
        Assert.Empty(await World.Endpoints.ListAsync(World.Gus, Cancel));
    }

    /// <summary>Any tenant may type any ID and retire it, and must not learn that it is in use elsewhere.</summary>
    [Fact]
    public async Task ListAsync_RetiredIdThatWasOnlyTyped_DoesNotTellOfOthersTraffic()
    {
        var typed = await World.StartWithLinkAsync(PortalWorld.OtherAwsLink);
        await World.Endpoints.RetireAsync(World.Mia, typed, Cancel);
        Database.Time.Advance(TimeSpan.FromDays(1));
        await World.SeeAsync(PortalWorld.OtherAwsLink, World.GlobexHost, World.Portal.Globex.Id);

        Assert.False((await World.Endpoints.ListAsync(World.Mia, Cancel)).Single(row => row.Id == typed).CameBack);
    }
}
