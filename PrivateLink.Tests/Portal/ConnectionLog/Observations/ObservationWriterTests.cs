using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog.Observations;

public sealed class ObservationWriterOnSqliteTests() : ObservationWriterTests(new SqliteTestDatabase());

public sealed class ObservationWriterOnSqlServerTests() : ObservationWriterTests(new SqlServerTestDatabase());

public abstract class ObservationWriterTests(TestDatabase database) : IAsyncLifetime
{
    private static readonly DateTime Noon = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly PortalWorld _portal = new(database, database.Time);
    private readonly ConnectionLogWorld _world = new(database, database.Time);
    private readonly LinkObservations _observations = new(database);
    private readonly Guid _resourceId = Guid.NewGuid();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await database.CreateAsync();
        await _portal.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _portal.Dispose();
        _world.Dispose();
        await database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Link_SeenSeveralTimes_IsOneRowWithItsLastConnection()
    {
        See(Decision(minute: 1, host: "old.my-saas.io"), Decision(minute: 2));
        await WriteAsync();
        See(Decision(minute: 5, host: "new.my-saas.io"), Decision(minute: 3));
        await WriteAsync();

        var link = Assert.Single(await UnclaimedAsync());

        Assert.Equal((CloudProvider.Aws, "", TestPolicy.AwsLink.ToString(), "aws"), (link.Cloud, link.Service, link.LinkId, link.Listener));
        Assert.Equal((Noon.AddMinutes(1), Noon.AddMinutes(5), 4), (link.FirstSeen, link.LastSeen, link.Connections));
        Assert.Equal(("new.my-saas.io", "10.0.1.15:51234"), (link.Host, link.ClientAddress));
    }

    [Fact]
    public async Task Link_OfAServicesListener_BelongsToThatService()
    {
        See(Decision() with { Listener = "azure", LinkId = TestPolicy.AzureLink });
        await WriteAsync();

        Assert.Equal("SAAS-AZURE", Assert.Single(await UnclaimedAsync()).Service);
    }

    [Fact]
    public async Task Connections_WithoutALink_AreNoObservation()
    {
        See(Decision() with { LinkId = null });
        await WriteAsync();

        Assert.Empty(await UnclaimedAsync());
    }

    [Fact]
    public async Task Unclaimed_LinksThatATenantLists_AreLeftOut()
    {
        See(Decision(), Decision() with { Listener = "azure", LinkId = TestPolicy.AzureLink }, Decision(minute: 9) with { LinkId = LinkId.Azure(4), Listener = "azure" });
        await WriteAsync();
        await _portal.CreateAsync(_portal.Draft(links: [_portal.AwsDraft(TestPolicy.AwsLink.ToString()), _portal.AzureDraft(TestPolicy.AzureLink.ToString())]));

        Assert.Equal("4", Assert.Single(await UnclaimedAsync()).LinkId);
    }

    [Fact]
    public async Task Unclaimed_AskedForByATenant_IsEmpty()
    {
        See(Decision());
        await WriteAsync();

        await Assert.ThrowsAsync<NotPermittedException>(() => _observations.UnclaimedAsync(_portal.MegacorpCaller, 10, Cancel));
    }

    [Fact]
    public async Task Unclaimed_IsNewestFirst()
    {
        See(Decision(minute: 1) with { LinkId = LinkId.Gcp(1) }, Decision(minute: 3) with { LinkId = LinkId.Gcp(3) }, Decision(minute: 2) with { LinkId = LinkId.Gcp(2) });
        await WriteAsync();

        Assert.Equal(["3", "2"], (await _observations.UnclaimedAsync(PortalWorld.Company, 2, Cancel)).Select(link => link.LinkId));
    }

    [Fact]
    public async Task Resource_KnowsWhichLinksCameAndSinceWhenTheyMatch()
    {
        See(OnResource(minute: 1, Reason.LinkMismatch), OnResource(minute: 4, Reason.LinkMatched), OnResource(minute: 5, Reason.LinkMatched));
        await WriteAsync();
        See(OnResource(minute: 3, Reason.LinkMatched), OnResource(minute: 6, Reason.LinkDisabled));
        await WriteAsync();

        var link = Assert.Single(await SightingsAsync(_portal.MegacorpCaller));

        Assert.Equal((Noon.AddMinutes(1), Noon.AddMinutes(6), 5), (link.FirstSeen, link.LastSeen, link.Connections));
        Assert.Equal((Noon.AddMinutes(3), Reason.LinkDisabled), (link.FirstMatched, link.LastReason));
    }

    /// <summary>Two engines see the same link at the same time, and their counts add up.</summary>
    [Fact]
    public async Task Link_SeenByTwoEngines_HasTheSumOfBoth()
    {
        using var other = new ConnectionLogWorld(database, database.Time);
        for (var minute = 0; minute < 20; minute++)
        {
            See(OnResource(minute, minute > 10 ? Reason.LinkMatched : Reason.LinkMismatch), Claim("k7.claim.invalid", minute));
            other.Links.Take([new DecisionEvent(OnResource(30 + minute, Reason.LinkDisabled)), new DecisionEvent(Claim("k7.claim.invalid", 30 + minute))]);
            await Task.WhenAll(WriteAsync(_world), WriteAsync(other));
        }

        var link = Assert.Single(await UnclaimedAsync());
        var observation = Assert.Single(await SightingsAsync(_portal.MegacorpCaller));
        var claim = Assert.Single(await ClaimsAsync("k7.claim.invalid"));

        Assert.Equal((Noon, Noon.AddMinutes(49), 80), (link.FirstSeen, link.LastSeen, link.Connections));
        Assert.Equal((Noon, Noon.AddMinutes(49), 40), (observation.FirstSeen, observation.LastSeen, observation.Connections));
        Assert.Equal((Noon.AddMinutes(11), Reason.LinkDisabled), (observation.FirstMatched, observation.LastReason));
        Assert.Equal((Noon, Noon.AddMinutes(49)), (claim.FirstSeen, claim.LastSeen));
    }

    /// <summary>Runs on another thread, because SQLite's calls block until they are done.</summary>
    private static Task WriteAsync(ConnectionLogWorld world) => Task.Run(async () =>
    {
        while (!await world.ObservationWriter.TryAsync(last: false, Cancel)) await Task.Yield();
    }, Cancel);

    /// <summary>The database stored a batch but its answer was lost. The batch is not added again.</summary>
    [Fact]
    public async Task Link_WhoseAnswerGotLost_IsCountedOnce()
    {
        Assert.SkipUnless(database is SqliteTestDatabase, "Only SQLite can be made to fail here.");
        var unreliable = new UnreliableSqlite((SqliteTestDatabase)database) { Fault = Fault.Answering };
        using var world = new ConnectionLogWorld(unreliable, database.Time);
        world.Links.Take([new DecisionEvent(Decision()), new DecisionEvent(Decision())]);

        Assert.False(await world.ObservationWriter.TryAsync(last: false, Cancel));
        world.Links.Take([new DecisionEvent(Decision())]);
        unreliable.Fault = Fault.None;
        Assert.True(await world.ObservationWriter.TryAsync(last: false, Cancel), world.ObservationWriter.Error);

        Assert.Equal(3, Assert.Single(await UnclaimedAsync()).Connections);
    }

    /// <summary>A batch is stored as a whole or not at all, because the next attempt adds all of it.</summary>
    [Fact]
    public async Task Links_BesideOneThatIsRefused_AreCountedOnce()
    {
        Assert.SkipUnless(database is SqliteTestDatabase, "The rules are written for SQLite.");
        await RunAsync("CREATE TRIGGER refuse BEFORE INSERT ON LinkObservations WHEN NEW.LinkId = '7' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        await RunAsync("CREATE TRIGGER fail BEFORE INSERT ON SumProgress BEGIN SELECT RAISE(ABORT, 'not now'); END");
        See([.. Enumerable.Range(0, 10).Select(index => Decision() with { LinkId = LinkId.Gcp((ulong)index) })]);

        Assert.False(await _world.ObservationWriter.TryAsync(last: false, Cancel));
        Assert.Empty(await UnclaimedAsync());
        await RunAsync("DROP TRIGGER fail");
        await WriteAsync();

        Assert.Equal(Enumerable.Repeat(1L, 9), (await UnclaimedAsync()).Select(link => link.Connections));
    }

    private async Task RunAsync(string sql)
    {
        await using var context = database.CreateDbContext();
        await context.Database.ExecuteSqlRawAsync(sql, Cancel);
    }

    [Fact]
    public async Task Resource_OfAnotherTenant_DoesNotExist()
    {
        See(OnResource(minute: 1, Reason.LinkMatched));
        await WriteAsync();

        Assert.Empty(await SightingsAsync(_portal.GlobexCaller));
        Assert.Single(await SightingsAsync(PortalWorld.Company));
    }

    [Fact]
    public async Task Claim_ThatCame_NamesItsLink()
    {
        See(Claim("k7.claim.invalid"), Claim("k7.claim.invalid"), Claim("other.claim.invalid"));
        await WriteAsync();

        var claim = Assert.Single(await ClaimsAsync("k7.claim.invalid"));

        Assert.Equal((TestPolicy.AwsLink.ToString(), "aws", "10.0.9.9:443"), (claim.LinkId, claim.Listener, claim.EndpointAddress));
        Assert.Empty(await ClaimsAsync("never.claim.invalid"));
    }

    [Fact]
    public async Task Claims_InventedByTheHundred_KeepTheNewest()
    {
        for (var minute = 0; minute < ObservationStore.ClaimsOfOneLink * 2; minute++)
        {
            See(Claim($"n{minute}.claim.invalid", minute));
            if (minute % 30 == 0) await WriteAsync();
        }

        await WriteAsync();

        Assert.Empty(await ClaimsAsync($"n{ObservationStore.ClaimsOfOneLink - 1}.claim.invalid"));
        Assert.Single(await ClaimsAsync($"n{ObservationStore.ClaimsOfOneLink}.claim.invalid"));
    }

    [Fact]
    public async Task Links_MoreThanFitIntoOneQuery_AreAllThere()
    {
        See([.. Enumerable.Range(0, 1_300).Select(index => Decision() with { LinkId = LinkId.Gcp((ulong)index) })]);
        await WriteAsync();

        Assert.Equal(1_300, (await _observations.UnclaimedAsync(PortalWorld.Company, 5_000, Cancel)).Count);
    }

    private static ConnectionDecision Decision(int minute = 0, string host = "megacorp.my-saas.io") => TestDecision.Of(1, host: host) with
    {
        Time = new DateTimeOffset(Noon.AddMinutes(minute)),
        LinkId = TestPolicy.AwsLink,
        LinkKind = LinkIdentityKind.One,
        Source = TestDecision.Address("10.0.1.15", 51_234),
        Destination = TestDecision.Address("10.0.9.9", 443),
    };

    private ConnectionDecision OnResource(int minute, Reason reason) =>
        Decision(minute) with { ResourceId = _resourceId, TenantId = _portal.Megacorp.Id, Reason = reason };

    private static ConnectionDecision Claim(string name, int minute = 0) => Decision(minute, name) with { Verdict = Verdict.None, Reason = Reason.ClaimObserved };

    private void See(params ConnectionDecision[] decisions) => _world.Links.Take([.. decisions.Select(decision => new DecisionEvent(decision))]);

    private async Task WriteAsync() => Assert.True(await _world.ObservationWriter.TryAsync(last: false, Cancel), _world.ObservationWriter.Error);

    private async Task<List<ResourceObservation>> SightingsAsync(Caller caller)
    {
        await using var context = database.CreateDbContext();
        context.Caller = caller;
        return await context.ResourceObservations.Where(observation => observation.ResourceId == _resourceId).ToListAsync(Cancel);
    }

    private async Task<List<ClaimObservation>> ClaimsAsync(string name)
    {
        await using var context = database.CreateDbContext();
        return await context.ClaimObservations.Where(claim => claim.Name == name).ToListAsync(Cancel);
    }

    private Task<IReadOnlyList<ObservedLink>> UnclaimedAsync() => _observations.UnclaimedAsync(PortalWorld.Company, 10, Cancel);
}
