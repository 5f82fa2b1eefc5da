using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Tenants;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>A database that is not the one from before, or has lost its end, neither closes nor opens anything by itself.</summary>
public sealed class DatabaseDoubtTests : IAsyncLifetime
{
    private const int Hosts = 3;

    private readonly SqliteTestDatabase _right = new();
    private readonly SqliteTestDatabase _other = new();
    private readonly Replaceable _database;
    private readonly PortalWorld _first;
    private PortalWorld _world;

    public DatabaseDoubtTests()
    {
        _database = new Replaceable { Now = _right };
        _world = _first = new PortalWorld(_database, _right.Time);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PolicySnapshot Current => _world.Store.Current!;

    private PolicyStatus Status => _world.Publisher.Status;

    public async ValueTask InitializeAsync()
    {
        await _right.CreateAsync();
        _world.End.MoveTo(new AuditEnd(0, AuditChain.Root)); // as the watch does at start
        await _world.SeedAsync();
        for (var host = 0; host < Hosts; host++) await _world.CreateAsync(_world.Draft($"h{host}.my-saas.io", links: _world.AwsDraft()));
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        _first.Dispose();
        await _right.DisposeAsync();
        await _other.DisposeAsync();
    }

    [Theory]
    [InlineData(true, DatabaseDoubt.Another)]
    [InlineData(false, DatabaseDoubt.Older)]
    public async Task EmptyDatabase_InPlaceOfTheRightOne_ClosesNothingAndSaysSo(bool another, DatabaseDoubt doubt)
    {
        await ReplaceByEmptyAsync(another);

        await _world.Publisher.PublishAsync(Cancel);
        ExpectAsBefore(doubt);
        await _world.Publisher.RefreshAsync(Cancel);
        ExpectAsBefore(doubt);

        Restart();
        await _world.Publisher.RecoverAsync(Cancel);
        Assert.Equal(Hosts, Status.HeldBack.Count);
        await _world.Publisher.RefreshAsync(Cancel);
        ExpectAsBefore(doubt);
    }

    /// <summary>As soon as the right one is back it is followed again: its closings are in force at once.</summary>
    [Fact]
    public async Task RightDatabase_BackAfterAnother_IsFollowedAtOnce()
    {
        await ReplaceByEmptyAsync(another: true);
        await _world.Publisher.PublishAsync(Cancel);
        _database.Now = _right;
        await _world.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Host == "h1.my-saas.io").Enabled = false);

        await _world.Publisher.PublishAsync(Cancel);

        Assert.True(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Equal((null, 0, Hosts + 1L), (Status.Doubt, Status.HeldBack.Count, Status.Revision));
    }

    /// <summary>A restored backup goes on to be written, and its numbers pass those that were in force: it is still another history.</summary>
    [Fact]
    public async Task OlderCopy_CatchingUp_IsStillDoubted()
    {
        await using (var context = _right.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number > 1).ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h2.my-saas.io").ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h1.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        }

        _right.Time.Advance(TimeSpan.FromSeconds(1));
        for (var edit = 0; edit < Hosts; edit++) await EditAsync("h0.my-saas.io", edit % 2 == 0 ? ResourceMode.Monitor : ResourceMode.Enforce);
        Restart();
        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Equal(ResourceMode.Monitor, Current.Find("h0.my-saas.io")!.Mode);
        Assert.Equal(ResourceMode.Enforce, Current.Find("h1.my-saas.io")!.Mode);
        Assert.Equal(["h1.my-saas.io goes from Enforce to Open", "h2.my-saas.io is removed"], Status.HeldBack.Select(held => $"{held.Host} {held.What}"));
        Assert.Equal((DatabaseDoubt.Older, Hosts + 1L), (Status.Doubt, Status.Revision));
    }

    /// <summary>What a person closes is closed, also where the older copy waits; what else it closes or opens there goes on waiting.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OlderCopy_TheTenantIsSuspended_ItsHostsCloseAndNothingElseHappens(bool before)
    {
        await RestoreOlderAsync();
        if (!before) await _world.Publisher.PublishAsync(Cancel);

        var saved = Assert.IsType<SaveResult.Saved>(await Tenants.SuspendAsync(PortalWorld.Company, _world.Megacorp.Id, suspended: true, Cancel));

        // Before anybody knows how the copy differs, nobody can tell the person's step from that, and says so.
        Assert.Equal(before, saved.Enforcement is Enforcement.Pending);
        Assert.All(Current.Resources, resource => Assert.Equal(!before, resource.Disabled));
        Assert.Equal((ResourceMode.Enforce, 1), (Current.Find("h1.my-saas.io")!.Mode, Current.Find("h1.my-saas.io")!.Links.Grants.Count));
        Assert.Single(Current.Find("h0.my-saas.io")!.Links.Grants);
        if (before) return;

        await Tenants.SuspendAsync(PortalWorld.Company, _world.Megacorp.Id, suspended: false, Cancel);
        await _world.Publisher.RefreshAsync(Cancel);
        Assert.True(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Equal((ResourceMode.Enforce, DatabaseDoubt.Older), (Current.Find("h1.my-saas.io")!.Mode, Status.Doubt));
    }

    /// <summary>Who may not confirm it does not open what the copy has open by saving something of that host.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OlderCopy_ATenantEditsItsHost_OpensNothingOfTheCopy(bool before)
    {
        await RestoreOlderAsync();
        if (!before) await _world.Publisher.PublishAsync(Cancel);

        var detail = (await _world.Resources.FindAsync(_world.MegacorpCaller, Current.Find("h1.my-saas.io")!.ResourceId, Cancel))!;
        detail.Draft.Links[0].Enabled = false;
        var saved = Assert.IsType<SaveResult.Saved>(await _world.Resources.UpdateAsync(_world.MegacorpCaller, detail.Id, detail.Version, detail.Draft, Cancel));

        Assert.Equal(before, saved.Enforcement is Enforcement.Pending);
        var host = Current.Find("h1.my-saas.io")!;
        Assert.Equal((ResourceMode.Enforce, before), (host.Mode, Assert.Single(host.Links.Grants).Enabled));
        Assert.Contains(Status.HeldBack, held => held.ResourceId == host.ResourceId);
    }

    /// <summary>An edit that says only that it touches many may touch any of those that wait.</summary>
    [Fact]
    public async Task OlderCopy_AnEditOfManyHosts_ClosesThoseThatWaitToo()
    {
        await RestoreOlderAsync();
        await _world.Publisher.PublishAsync(Cancel);

        Assert.IsType<SaveResult.Saved>(await _world.Changes.SaveAsync(AuditActor.Portal, AuditAction.TenantSuspended, (context, _) =>
        {
            context.Tenants.Single(tenant => tenant.Id == _world.Megacorp.Id).Suspended = true;
            return Task.FromResult<Edit>(new Edit.Change(new AuditTarget("tenant", _world.Megacorp.Id, "Megacorp", TenantId: null)) { PolicySummary = "suspended", TouchesShared = true });
        }, Cancel));

        Assert.All(Current.Resources, resource => Assert.True(resource.Disabled));
    }

    /// <summary>What was missing in the copy is listed again, as in force; what goes then is a person's step, and no more a difference of the copy.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OlderCopy_LinkListedAgainAndThenRetired_IsGone(bool listedElsewhere)
    {
        await RestoreOlderAsync();
        await _world.Publisher.PublishAsync(Cancel);
        var host = Current.Find("h0.my-saas.io")!.ResourceId;
        Guid endpoint;
        await using (var context = _right.CreateDbContext()) endpoint = (await context.PrivateEndpoints.SingleAsync(Cancel)).Id;
        if (listedElsewhere)
        {
            await _world.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == host).AllowedLinks.Add(
                new AllowedLink { TenantId = _world.Megacorp.Id, PrivateEndpoint = context.PrivateEndpoints.Single() }));
            await _world.Publisher.PublishAsync(Cancel);
        }
        else
        {
            var detail = (await _world.Resources.FindAsync(_world.MegacorpCaller, host, Cancel))!;
            detail.Draft.Links.Add(_world.AwsDraft());
            Assert.IsType<SaveResult.Saved>(await _world.Resources.UpdateAsync(_world.MegacorpCaller, host, detail.Version, detail.Draft, Cancel));
        }

        Assert.Single(Current.Find("h0.my-saas.io")!.Links.Grants);
        await _world.SaveElsewhereAsync(_ => { }); // so that not everything since the last reading is known to be a person's here
        var endpoints = new PrivateEndpointService(_database, _world.Changes, _right.Time);
        Assert.IsType<SaveResult.Saved>(await endpoints.RetireAsync(_world.MegacorpCaller, endpoint, Cancel));

        Assert.Equal(DatabaseDoubt.Older, Status.Doubt);
        Assert.Empty(Current.Find("h0.my-saas.io")!.Links.Grants);
    }

    [Fact]
    public async Task OlderCopy_AnEditOfNoHost_IsTheRevisionInForce()
    {
        await RestoreOlderAsync();
        await _world.Publisher.PublishAsync(Cancel);

        Assert.IsType<SaveResult.Saved>(await _world.Changes.SaveAsync(AuditActor.Portal, AuditAction.ServiceChanged, (_, _) => Task.FromResult<Edit>(
            new Edit.Change(new AuditTarget("service", Id: null, "unused", TenantId: null)) { PolicySummary = "unused", Touched = new HashSet<Guid>() }), Cancel));

        Assert.Equal((2L, 2L), (Status.Revision, Current.Revision));
        Assert.Equal(DatabaseDoubt.Older, Status.Doubt);
    }

    /// <summary>Another portal catches the copy up to the number that was read: its time is another all the same.</summary>
    [Fact]
    public async Task OlderCopy_CaughtUpBetweenTwoReadings_IsDoubtedAtOnce()
    {
        await RestoreOlderAsync();
        while (await NewestAsync() < Hosts) await _world.SaveElsewhereAsync(_ => { });

        await EditAsync("h0.my-saas.io", ResourceMode.Monitor);

        Assert.Equal(DatabaseDoubt.Older, Status.Doubt);
        Assert.Equal(ResourceMode.Enforce, Current.Find("h1.my-saas.io")!.Mode);
    }

    /// <summary>Nobody saves anything, and the copy has as many revisions: it is looked at all the same.</summary>
    [Fact]
    public async Task OlderCopy_CaughtUp_IsSeenWithoutAnEdit()
    {
        Assert.False(await _world.Publisher.IsBehindAsync(Cancel));

        await RestoreOlderAsync();
        while (await NewestAsync() < Hosts) await _world.SaveElsewhereAsync(_ => { });

        Assert.True(await _world.Publisher.IsBehindAsync(Cancel));
    }

    /// <summary>What another process closes in the older copy no person has closed here: it waits like everything else of it.</summary>
    [Fact]
    public async Task OlderCopy_AnotherProcessClosesAHost_WaitsToo()
    {
        await RestoreOlderAsync();
        await _world.Publisher.PublishAsync(Cancel);

        await _world.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Host == "h1.my-saas.io").Enabled = false);
        await _world.Publisher.RefreshAsync(Cancel);

        Assert.False(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Contains(Status.HeldBack, held => held.Host == "h1.my-saas.io");
    }

    /// <summary>Another backup takes the place of the one that was read: what differs in it is nobody's step, also where a person saves on top of it.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task OlderCopy_AnotherOneInItsPlace_ClosesAndOpensNothingOfThat(int revisions)
    {
        await RestoreOlderAsync();
        await using (var context = _right.CreateDbContext())
        {
            await context.PolicyRevisions.Where(revision => revision.Number > revisions).ExecuteDeleteAsync(Cancel);
            await _world.Publisher.PublishAsync(Cancel);
            await context.PolicyRevisions.ExecuteDeleteAsync(Cancel);
            await context.Resources.Where(resource => resource.Host == "h1.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Enabled, false), Cancel);
            await context.Resources.Where(resource => resource.Host == "h2.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        }

        await _world.SaveElsewhereAsync(_ => { });
        var detail = (await _world.Resources.FindAsync(_world.MegacorpCaller, Current.Find("h1.my-saas.io")!.ResourceId, Cancel))!;
        detail.Draft.Links[0].Enabled = false;
        var saved = Assert.IsType<SaveResult.Saved>(await _world.Resources.UpdateAsync(_world.MegacorpCaller, detail.Id, detail.Version, detail.Draft, Cancel));

        Assert.IsType<Enforcement.Pending>(saved.Enforcement);
        Assert.False(Current.Find("h1.my-saas.io")!.Disabled);
        Assert.Equal(ResourceMode.Enforce, Current.Find("h2.my-saas.io")!.Mode);
        Assert.Equal((DatabaseDoubt.Older, Hosts), (Status.Doubt, Status.HeldBack.Count));
    }

    [Fact]
    public async Task Confirmed_ByAnAdministrator_TheOtherDatabaseIsTheOneToFollow()
    {
        await ReplaceByEmptyAsync(another: true);
        await _world.Publisher.PublishAsync(Cancel);

        Assert.IsType<SaveResult.Saved>(await ConfirmAsync(_world.Publisher.Status.HeldBack.Take(1)));
        Assert.Equal((Hosts - 1, DatabaseDoubt.Another), (Current.Count, Status.Doubt));
        Assert.NotNull(_world.End.Problem);
        Assert.IsType<SaveResult.Saved>(await ConfirmAsync(_world.Publisher.Status.HeldBack));

        Assert.Equal((0, null, 2L), (Current.Count, Status.Doubt, Status.Revision));
        Assert.Null(_world.End.Problem);
        Restart();
        await _world.Publisher.RefreshAsync(Cancel);
        Assert.Equal((0, null, 0), (Current.Count, Status.Doubt, Status.HeldBack.Count));
    }

    /// <summary>Whoever sets a host up again in a new database means that host, whatever waits.</summary>
    [Fact]
    public async Task HostMadeAgain_InAnotherDatabase_TakesItsNameAndTheOthersWait()
    {
        await ReplaceByEmptyAsync(another: true);
        await _world.Publisher.PublishAsync(Cancel);
        await using (var context = _other.CreateDbContext())
        {
            context.AddRange(_first.Megacorp, _first.Aws, _first.Upstream);
            await context.SaveChangesAsync(Cancel);
        }

        var id = await _world.CreateAsync(_world.Draft("h1.my-saas.io", ResourceMode.Monitor));

        Assert.Equal(["h0.my-saas.io", "h2.my-saas.io"], Status.HeldBack.Select(held => held.Host));
        Assert.Equal((id, ResourceMode.Monitor), (Current.Find("h1.my-saas.io")!.ResourceId, Current.Find("h1.my-saas.io")!.Mode));
        Assert.Equal(ResourceMode.Enforce, Current.Find("h0.my-saas.io")!.Mode);
        await _world.Publisher.RefreshAsync(Cancel);
        Assert.Equal(["h0.my-saas.io", "h2.my-saas.io"], Status.HeldBack.Select(held => held.Host).Where(host => host != "h1.my-saas.io"));
        Assert.Equal(Hosts, Current.Count);
    }

    /// <summary>A policy that was made before there were identities follows the database that knows its revision.</summary>
    [Fact]
    public async Task Restart_DatabaseAsBefore_IsNotDoubted()
    {
        Restart();

        await _world.Publisher.RefreshAsync(Cancel);

        Assert.Equal((null, 0, (long)Hosts), (Status.Doubt, Status.HeldBack.Count, Status.Revision));
    }

    [Fact]
    public async Task Migrations_OfEachDatabase_MakeAnIdentityOfItsOwn()
    {
        HashSet<Guid> identities = [];
        for (var made = 0; made < 2; made++)
        {
            await using var database = new SqliteTestDatabase();
            await using var context = database.CreateDbContext();
            await SqliteFile.CreateIfMissingAsync(context.Database.GetConnectionString()!, Cancel);
            await context.Database.MigrateAsync(Cancel);
            identities.Add((await context.Installations.SingleAsync(Cancel)).Id);
        }

        Assert.Equal(2, identities.Count);
    }

    private TenantDirectory Tenants => new(_database, _world.Changes);

    /// <summary>A backup from when h1 was open and h0 listed nothing.</summary>
    private async Task RestoreOlderAsync()
    {
        await using var context = _right.CreateDbContext();
        await context.PolicyRevisions.Where(revision => revision.Number > 1).ExecuteDeleteAsync(Cancel);
        var listed = Current.Find("h0.my-saas.io")!.ResourceId;
        await context.AllowedLinks.Where(link => link.ResourceId == listed).ExecuteDeleteAsync(Cancel);
        await context.Resources.Where(resource => resource.Host == "h1.my-saas.io").ExecuteUpdateAsync(set => set.SetProperty(resource => resource.Mode, ResourceMode.Open), Cancel);
        _right.Time.Advance(TimeSpan.FromSeconds(1));
    }

    private async Task<long> NewestAsync()
    {
        await using var context = _right.CreateDbContext();
        return await context.PolicyRevisions.MaxAsync(revision => revision.Number, Cancel);
    }

    private async Task ReplaceByEmptyAsync(bool another)
    {
        await _other.CreateAsync();
        await using var context = _other.CreateDbContext();
        if (another) await context.Installations.ExecuteUpdateAsync(set => set.SetProperty(row => row.Id, Guid.NewGuid()), Cancel);
        _database.Now = _other;
    }

    private void ExpectAsBefore(DatabaseDoubt doubt)
    {
        Assert.Equal((Hosts, (long)Hosts), (Current.Count, Current.Revision));
        Assert.All(Current.Resources, resource => Assert.Single(resource.Links.Grants));
        Assert.Equal((doubt, Hosts), (Status.Doubt, Status.HeldBack.Count));
        Assert.Equal("is removed", Status.HeldBack[0].What);
    }

    private void Restart()
    {
        _world.Close();
        _world = new PortalWorld(_database, _right.Time, _first.Folder);
    }

    private Task<SaveResult> ConfirmAsync(IEnumerable<HeldChange> seen) =>
        _world.Confirmation.ConfirmAsync(PortalWorld.Company, [.. seen.Select(held => held.ResourceId)], Cancel);

    private async Task EditAsync(string host, ResourceMode mode)
    {
        var detail = (await _world.Resources.FindAsync(PortalWorld.Company, Current.Find(host)!.ResourceId, Cancel))!;
        detail.Draft.Mode = mode;
        detail.Draft.Reason = "a test";
        var result = await _world.Resources.UpdateAsync(PortalWorld.Company, detail.Id, detail.Version, detail.Draft, Cancel);
        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
        Assert.Equal(mode, Current.Find(host)!.Mode);
    }

    /// <summary>The database that a name leads to at the moment.</summary>
    private sealed class Replaceable : IDbContextFactory<PortalDbContext>
    {
        public required TestDatabase Now { get; set; }

        public PortalDbContext CreateDbContext() => Now.CreateDbContext();
    }
}
