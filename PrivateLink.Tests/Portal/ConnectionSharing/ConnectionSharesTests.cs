using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

public sealed class ConnectionSharesOnSqliteTests() : ConnectionSharesTests(new SqliteTestDatabase());

public sealed class ConnectionSharesOnSqlServerTests() : ConnectionSharesTests(new SqlServerTestDatabase());

/// <summary>Links to single connections: who may create them, what they open, when they end, and who is notified.</summary>
public abstract class ConnectionSharesTests : IAsyncLifetime
{
    private const string There = "198.51.100.7";
    private const string NotKept = "This connection is no longer stored, or the database does not answer.";
    private const long Connection = 4_711;
    private const int Week = ConnectionShares.DefaultLifetime;

    private readonly TestDatabase _database;
    private readonly PortalWorld _world;
    private readonly ConnectionLogWorld _log;
    private readonly ConnectionShares _shares;
    private readonly SharedConnectionDoor _door;

    protected ConnectionSharesTests(TestDatabase database)
    {
        _database = database;
        _world = new PortalWorld(database, database.Time);
        _log = new ConnectionLogWorld(database, database.Time);
        _shares = new(database, _world.Changes, _log.Live, new StoredConnections(database, _log.Sights), _log.Sights, new(new(database), new(database)), _world.Ceilings, database.Time);
        _door = new(database, _world.Changes, database.Time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _log.Dispose();
        _world.Dispose();
        await _database.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OpenAsync_AGoodLink_ShowsTheConnectionAsItsTenantSeesItWhoeverMadeIt(bool byCompany)
    {
        await StoreAsync(Denied(PortalWorld.OtherAwsLink));

        var sheet = (await _door.OpenAsync(await MakeAsync(byCompany ? PortalWorld.Company : _world.MegacorpCaller), There, Cancel))!;

        Assert.Equal(("denied", "link_mismatch", "megacorp.my-saas.io"), (sheet.Document.Outcome, sheet.Document.Reason.Code, sheet.Document.Host));
        Assert.Equal(_database.Time.GetUtcNow().UtcDateTime.AddDays(7), sheet.ExpiresAt);
        Assert.DoesNotContain(PortalWorld.OtherAwsLink, sheet.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Megacorp", sheet.Text, StringComparison.Ordinal);
    }

    /// <summary>Rows expire and policies change, but a shared connection stays as its creator saw it.</summary>
    [Fact]
    public async Task OpenAsync_OnceTheConnectionIsNotKept_ShowsTheSame()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        var token = await MakeAsync(_world.MegacorpCaller);
        var before = (await _door.OpenAsync(token, There, Cancel))!.Text;
        await using (var context = _database.CreateDbContext())
        {
            await context.ConnectionRecords.ExecuteDeleteAsync(Cancel);
            context.Add(new PrivateEndpoint { TenantId = _world.Megacorp.Id, ServiceId = _world.Aws.Id, Cloud = CloudProvider.Aws, LinkId = PortalWorld.AwsLink });
            await context.SaveChangesAsync(Cancel);
        }

        Assert.Equal(before, (await _door.OpenAsync(token, There, Cancel))!.Text);
        Assert.Equal(NotKept, SentenceOf(await _shares.MakeAsync(_world.MegacorpCaller, Connection, Week, OneTimeToken.New(), Cancel)));
    }

    [Fact]
    public async Task OpenAsync_AgainAndAgain_IsCountedAndStandsInTheLogOnce()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        var token = await MakeAsync(_world.MegacorpCaller);

        for (var times = 0; times < 3; times++) Assert.NotNull(await _door.OpenAsync(token, There, Cancel));

        var link = Assert.Single((await _shares.ListAsync(_world.MegacorpCaller, Connection, Cancel))!);
        Assert.Equal((3, There, SharedLinkState.Open, "mia"), (link.Opened, link.FirstOpenedFrom, link.State, link.MadeBy));
        Assert.Equal(["connection.shared", "connection.sharedopened"], await ActionsAsync());
    }

    [Fact]
    public async Task OpenAsync_WhatIsNoGoodLink_OpensNothingAndIsCountedNowhere()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        var (back, hour) = (await MakeAsync(_world.MegacorpCaller), await MakeAsync(_world.MegacorpCaller, hours: 1));
        var links = (await _shares.ListAsync(_world.MegacorpCaller, Connection, Cancel))!;
        Assert.IsType<SaveResult.Saved>(await _shares.TakeBackAsync(_world.MegacorpCaller, links.Single(link => link.ExpiresAt > _database.Time.GetUtcNow().UtcDateTime.AddHours(2)).Id, Cancel));
        _database.Time.Advance(TimeSpan.FromHours(1));

        foreach (var token in (string[])[back, hour, "", "x", OneTimeToken.New().Text, back[..^1], back.ToUpperInvariant()]) Assert.Null(await _door.OpenAsync(token, There, Cancel));

        links = (await _shares.ListAsync(_world.MegacorpCaller, Connection, Cancel))!;
        Assert.Equal([SharedLinkState.Expired, SharedLinkState.TakenBack], links.Select(link => link.State).Order());
        Assert.All(links, link => Assert.Equal(0, link.Opened));
    }

    /// <summary>A link ends with its creator's permission to create it, and with its tenant.</summary>
    [Fact]
    public async Task OpenAsync_OnceItsMakerMayNotOrTheTenantIsSuspended_OpensNothing()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        var person = Guid.NewGuid();
        await using (var context = _database.CreateDbContext())
        {
            context.Add(new PortalUser { Id = person, Name = "mo", Email = "mo@example.org", UserName = "mo@example.org", SecurityStamp = "stamp", NormalizedEmail = "MO", NormalizedUserName = "MO" });
            context.Add(new Membership { TenantId = _world.Megacorp.Id, PersonId = person, Role = TenantRole.Member });
            await context.SaveChangesAsync(Cancel);
        }

        var token = await MakeAsync(Caller.Tenant("mo", _world.Megacorp.Id, TenantRole.Member, person));
        Assert.NotNull(await _door.OpenAsync(token, There, Cancel));
        await SetAsync(context => context.Memberships.ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, TenantRole.Viewer), Cancel));
        Assert.Null(await _door.OpenAsync(token, There, Cancel));
        await SetAsync(context => context.Memberships.ExecuteUpdateAsync(set => set.SetProperty(member => member.Role, TenantRole.Owner), Cancel));
        Assert.NotNull(await _door.OpenAsync(token, There, Cancel));
        await SetAsync(context => context.Tenants.ExecuteUpdateAsync(set => set.SetProperty(tenant => tenant.Suspended, true), Cancel));
        Assert.Null(await _door.OpenAsync(token, There, Cancel));
        Assert.Equal(SharedLinkState.Held, Assert.Single((await _shares.ListAsync(PortalWorld.Company, Connection, Cancel))!).State);
    }

    [Fact]
    public async Task Everything_ByAViewerOrAnotherTenant_IsRefused()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        await MakeAsync(_world.MegacorpCaller);
        var link = Assert.Single((await _shares.ListAsync(_world.MegacorpCaller, null, Cancel))!);
        foreach (var viewer in (Caller[])[Caller.Tenant("vic", _world.Megacorp.Id, TenantRole.Viewer), Caller.Company("val", CompanyRole.Viewer)])
        {
            Assert.IsType<SaveResult.Refused>(await _shares.MakeAsync(viewer, Connection, Week, OneTimeToken.New(), Cancel));
            Assert.IsType<SaveResult.Refused>(await _shares.TakeBackAsync(viewer, link.Id, Cancel));
            await Assert.ThrowsAsync<NotPermittedException>(() => _shares.ListAsync(viewer, null, Cancel));
            await Assert.ThrowsAsync<NotPermittedException>(() => _shares.PreviewAsync(viewer, Connection, Cancel));
        }

        Assert.Equal(NotKept, SentenceOf(await _shares.MakeAsync(_world.GlobexCaller, Connection, Week, OneTimeToken.New(), Cancel)));
        Assert.Null(await _shares.PreviewAsync(_world.GlobexCaller, Connection, Cancel));
        Assert.IsType<SaveResult.NotFound>(await _shares.TakeBackAsync(_world.GlobexCaller, link.Id, Cancel));
        Assert.Empty((await _shares.ListAsync(_world.GlobexCaller, null, Cancel))!);
        Assert.Single((await _shares.ListAsync(PortalWorld.Company, null, Cancel))!);
    }

    /// <summary>Only the company sees connections to unknown hosts.</summary>
    [Fact]
    public async Task MakeAsync_AConnectionOfNoTenant_IsTheCompanysAlone()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink) with { TenantId = null, ResourceId = null, Reason = Reason.NameUnknown, Host = "unknown.my-saas.io" });

        Assert.NotEmpty(SentenceOf(await _shares.MakeAsync(_world.MegacorpCaller, Connection, Week, OneTimeToken.New(), Cancel)));
        var sheet = (await _door.OpenAsync(await MakeAsync(PortalWorld.Company), There, Cancel))!;
        Assert.DoesNotContain(PortalWorld.AwsLink, sheet.Text, StringComparison.Ordinal);
        Assert.Equal("unknown.my-saas.io", sheet.Document.Host);
    }

    /// <summary>A connection that is not in the database yet can also be shared.</summary>
    [Fact]
    public async Task MakeAsync_AConnectionInMemory_IsShared()
    {
        _log.Live.Take([new DecisionEvent(Denied(PortalWorld.AwsLink))]);

        Assert.NotNull(await _door.OpenAsync(await MakeAsync(_world.MegacorpCaller), There, Cancel));
    }

    [Fact]
    public async Task MakeAsync_BeyondItsBounds_IsRefused()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        _world.Ceilings.Value.SharedConnections = 2;

        foreach (var hours in (int[])[0, -1, 2, int.MaxValue]) Assert.NotEmpty(SentenceOf(await _shares.MakeAsync(_world.MegacorpCaller, Connection, hours, OneTimeToken.New(), Cancel)));
        await MakeAsync(_world.MegacorpCaller);
        await MakeAsync(_world.MegacorpCaller, hours: 1);
        Assert.Contains("2 shared links", SentenceOf(await _shares.MakeAsync(_world.MegacorpCaller, Connection, Week, OneTimeToken.New(), Cancel)), StringComparison.Ordinal);
        _database.Time.Advance(TimeSpan.FromDays(2));
        await MakeAsync(_world.MegacorpCaller);
    }

    [Fact]
    public async Task Upkeep_LongAfterTheEnd_ForgetsTheLink()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        await MakeAsync(_world.MegacorpCaller, hours: 1);
        using var upkeep = new SharedConnectionUpkeep(_database, _log.Clock, _database.Time, NullLogger<SharedConnectionUpkeep>.Instance);

        _database.Time.Advance(SharedConnectionUpkeep.Kept);
        Assert.True(await upkeep.TryAsync(last: false, Cancel));
        Assert.Single((await _shares.ListAsync(_world.MegacorpCaller, null, Cancel))!);
        _database.Time.Advance(TimeSpan.FromHours(2));
        _log.Clock.Believe();
        Assert.True(await upkeep.TryAsync(last: false, Cancel));

        Assert.Empty((await _shares.ListAsync(_world.MegacorpCaller, null, Cancel))!);
    }

    [Fact]
    public async Task Database_WithALink_HoldsNoToken()
    {
        await StoreAsync(Denied(PortalWorld.AwsLink));
        var token = await MakeAsync(_world.MegacorpCaller);
        await using var context = _database.CreateDbContext();

        var row = await context.SharedConnections.SingleAsync(Cancel);

        Assert.DoesNotContain(token, row.TokenHash + row.Document + row.Title, StringComparison.Ordinal);
        Assert.All(await context.AuditEntries.ToListAsync(Cancel), entry => Assert.DoesNotContain(token, $"{entry.TargetName}{entry.Before}{entry.After}", StringComparison.Ordinal));
    }

    private static string SentenceOf(SaveResult result) => Assert.Single(Assert.IsType<SaveResult.Invalid>(result).Errors).Value;

    private async Task<string> MakeAsync(Caller caller, int hours = Week)
    {
        var token = OneTimeToken.New();
        Assert.IsType<SaveResult.Saved>(await _shares.MakeAsync(caller, Connection, hours, token, Cancel));
        return token.Text;
    }

    private ConnectionDecision Denied(string link) => TestDecision.Complete(Connection) with
    {
        Verdict = Verdict.Denied,
        Reason = Reason.LinkMismatch,
        TenantId = _world.Megacorp.Id,
        LinkId = TestPolicy.Link(CloudProvider.Aws, link),
        NestedLinkId = null,
    };

    private async Task StoreAsync(ConnectionDecision decision)
    {
        await using var context = _database.CreateDbContext();
        context.Add(RecordForm.Of(decision, TestDecision.Closed(decision, CloseReason.ClosedClient)));
        await context.SaveChangesAsync(Cancel);
    }

    private async Task SetAsync(Func<PrivateLink.Portal.Data.PortalDbContext, Task> change)
    {
        await using var context = _database.CreateDbContext();
        await change(context);
    }

    private async Task<List<string>> ActionsAsync()
    {
        await using var context = _database.CreateDbContext();
        return await context.AuditEntries.OrderBy(entry => entry.Sequence).Select(entry => entry.Action).ToListAsync(Cancel);
    }
}
