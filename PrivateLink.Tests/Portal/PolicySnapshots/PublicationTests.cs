using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.PolicySnapshots.Disk;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Tenants;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

/// <summary>What is read and swapped for a change, and what goes on when the database or the process is gone.</summary>
public sealed class PublicationTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;

    public PublicationTests() => _world = new PortalWorld(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PolicySnapshot Current => _world.Store.Current!;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _world.Upkeep.StopAsync(CancellationToken.None);
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Save_OfOneHost_TouchesOnlyThat()
    {
        await _world.CreateAsync(_world.Draft("first.my-saas.io"));
        var other = await _world.CreateAsync(_world.Draft("other.my-saas.io"));
        var untouched = Current.Find("first.my-saas.io");
        List<PolicyChange> changes = [];
        _world.Store.Changed += changes.Add;

        await UpdateAsync(other, draft => draft.Mode = ResourceMode.Monitor);

        Assert.Equal([other], Assert.Single(changes).Touched!);
        Assert.Equal((3L, 1), (Current.Revision, Current.OverlaySize));
        Assert.Equal(ResourceMode.Monitor, Current.Find("other.my-saas.io")!.Mode);
        Assert.Same(untouched, Current.Find("first.my-saas.io"));
    }

    /// <summary>Whatever dies in between: what decides about connections can be read again.</summary>
    [Fact]
    public async Task Save_ComesIntoForce_IsOnTheDiskBefore()
    {
        var id = await _world.CreateAsync(_world.Draft());
        var journal = Directory.GetFiles(_world.Folder.Path, "*.journal").Single();
        List<long> onDisk = [];
        _world.Store.Changed += _ => onDisk.Add(JournalContent.Read(journal, new SharedParts()).Steps[^1].Record.Revision);

        await UpdateAsync(id, draft => draft.Mode = ResourceMode.Monitor);

        Assert.Equal([2L], onDisk);
    }

    [Fact]
    public async Task Save_OfAHostUnderAWildcard_TouchesTheWildcardToo()
    {
        var wildcard = await _world.CreateAsync(_world.Draft("*.my-saas.io"));
        List<PolicyChange> changes = [];
        _world.Store.Changed += changes.Add;

        var host = await _world.CreateAsync(_world.Draft("a.my-saas.io"));

        Assert.Equal(new HashSet<Guid> { wildcard, host }, Assert.Single(changes).Touched);
    }

    [Fact]
    public async Task PrivateEndpoint_SwitchedOffAndRetired_TouchesTheHostsThatListIt()
    {
        await _world.CreateAsync(_world.Draft("first.my-saas.io", links: [_world.AzureDraft()]));
        var listing = await _world.CreateAsync(_world.Draft("listing.my-saas.io", links: [_world.AwsDraft()]));
        await using var context = _database.CreateDbContext();
        var endpoint = await context.PrivateEndpoints.Where(row => row.LinkId == PortalWorld.AwsLink).Select(row => row.Id).SingleAsync(Cancel);
        var endpoints = new PrivateEndpointService(_database, _world.Changes, _database.Time);
        List<PolicyChange> changes = [];
        _world.Store.Changed += changes.Add;

        Assert.IsType<SaveResult.Saved>(await endpoints.SwitchAsync(_world.MegacorpCaller, endpoint, enabled: false, Cancel));
        Assert.False(Assert.Single(Current.Find("listing.my-saas.io")!.Links.Grants).Enabled);
        Assert.IsType<SaveResult.Saved>(await endpoints.RetireAsync(_world.MegacorpCaller, endpoint, Cancel));

        Assert.Empty(Current.Find("listing.my-saas.io")!.Links.Grants);
        Assert.All(changes, change => Assert.Equal([listing], change.Touched!));
        Assert.Equal(2, changes.Count);
    }

    /// <summary>What resources share is read again where it is shared, and nowhere else; a whole reading finds nothing more.</summary>
    [Fact]
    public async Task TenantAndService_Changed_TouchWhatIsBehindThem()
    {
        var megacorp = await _world.CreateAsync(_world.Draft("megacorp.my-saas.io", links: [_world.AzureDraft()]));
        var globex = await _world.CreateAsync(_world.Draft("globex.my-saas.io", tenant: _world.Globex, links: [_world.AwsDraft()]));
        List<PolicyChange> changes = [];
        _world.Store.Changed += changes.Add;

        await SuspendAsync(_world.Megacorp, suspended: true);
        await ExpectWholeAsync(changes, megacorp);
        Assert.True(Current.Find("megacorp.my-saas.io")!.Disabled);
        await SuspendAsync(_world.Megacorp, suspended: false);
        await ExpectWholeAsync(changes, megacorp);
        Assert.False(Current.Find("megacorp.my-saas.io")!.Disabled);

        await RenameAsync(_world.Aws, "saas-aws-renamed");
        await ExpectWholeAsync(changes, globex);
        Assert.Equal("saas-aws-renamed", Assert.Single(Current.Find("globex.my-saas.io")!.Links.Grants).Service);
    }

    /// <summary>A tenant of many hosts is read with everything else.</summary>
    [Fact]
    public async Task Tenant_OfManyHosts_IsReadWithEverythingElse()
    {
        await _world.SaveElsewhereAsync(context => context.AddRange(Enumerable.Range(0, TouchedResources.Most + 1).Select(number => new Resource
        {
            TenantId = _world.Megacorp.Id,
            Host = $"h{number}.my-saas.io",
            Mode = ResourceMode.Enforce,
            UpstreamId = _world.Upstream.Id,
        })));
        await _world.Publisher.RefreshAsync(Cancel);

        await SuspendAsync(_world.Megacorp, suspended: true);

        Assert.All(Current.Resources, resource => Assert.True(resource.Disabled));
    }

    private async Task SuspendAsync(Tenant tenant, bool suspended) =>
        Assert.IsType<SaveResult.Saved>(await new TenantDirectory(_database, _world.Changes).SuspendAsync(PortalWorld.Company, tenant.Id, suspended, Cancel));

    private async Task RenameAsync(PrivateLinkService service, string name)
    {
        using var world = new ConnectionLogWorld(_database, _database.Time);
        var publishing = new PublishingService(_database, _world.Changes, new ListenerTrust(Options.Create(new EngineOptions())), world.Live);
        var detail = (await publishing.FindAsync(PortalWorld.Company, service.Id, Cancel))!;
        detail.Draft.Name = name;
        detail.Draft.Alias = "com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238";
        detail.Draft.ZoneIds = "use1-az2 use1-az4";
        Assert.IsType<SaveResult.Saved>(await publishing.UpdateAsync(PortalWorld.Company, service.Id, detail.Version, detail.Draft, Cancel));
    }

    /// <summary>The last change touched one resource, and what is in force is what a whole reading finds.</summary>
    private async Task ExpectWholeAsync(List<PolicyChange> changes, Guid touched)
    {
        Assert.Equal([touched], Assert.Single(changes).Touched!);
        changes.Clear();
        var whole = await _world.Reader.ReadAsync(followed: null, Cancel);
        Assert.Equal(whole.Mark.Revision, Current.Revision);
        Assert.Empty(PolicyTransition.Difference(Current, whole.Resources));
    }

    [Fact]
    public async Task Save_WithNothingReadBesides_LeavesWhatOthersWroteWithoutARevision()
    {
        var first = await _world.CreateAsync(_world.Draft("first.my-saas.io"));
        var other = await _world.CreateAsync(_world.Draft("other.my-saas.io"));
        await using (var context = _database.CreateDbContext())
        {
            (await context.Resources.SingleAsync(resource => resource.Id == first, Cancel)).Enabled = false;
            await context.SaveChangesAsync(Cancel);
        }

        await UpdateAsync(other, draft => draft.Mode = ResourceMode.Monitor);
        Assert.False(Current.Find("first.my-saas.io")!.Disabled);

        await _world.Publisher.RefreshAsync(Cancel);
        Assert.True(Current.Find("first.my-saas.io")!.Disabled);
    }

    [Fact]
    public async Task Save_AfterAnotherProcessSaved_BringsThatIntoForceToo()
    {
        var first = await _world.CreateAsync(_world.Draft("first.my-saas.io"));
        var other = await _world.CreateAsync(_world.Draft("other.my-saas.io"));
        await _world.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == first).Enabled = false);

        await UpdateAsync(other, draft => draft.Mode = ResourceMode.Monitor);

        Assert.Equal(4, Current.Revision);
        Assert.True(Current.Find("first.my-saas.io")!.Disabled);
        Assert.Equal(ResourceMode.Monitor, Current.Find("other.my-saas.io")!.Mode);
    }

    /// <summary>Another process saves while the resources of an edit are read: what comes into force is of one revision all the same.</summary>
    [Fact]
    public async Task Publish_AnotherProcessSavesInTheMiddle_IsOfOneRevision()
    {
        var id = await _world.CreateAsync(_world.Draft());
        var contexts = new Interrupted(_database);
        using var next = new PortalWorld(contexts, _database.Time);
        await next.Publisher.RefreshAsync(Cancel);
        next.Edits.Announce(2, new AnnouncedEdit(new HashSet<Guid> { id }, TouchesShared: false, Confirms: true));
        await _world.SaveElsewhereAsync(context => context.Resources.Single().Mode = ResourceMode.Monitor);

        contexts.Before("Installations", time: 2, () => _world.SaveElsewhereAsync(context => context.Resources.Single().Enabled = false).GetAwaiter().GetResult());
        await next.Publisher.PublishAsync(Cancel);

        Assert.Equal((3L, true), (next.Store.Current!.Revision, next.Store.Current.Find(id)!.Disabled));
    }

    /// <summary>The upstreams are read already when another process changes one and a host: both are read again.</summary>
    [Fact]
    public async Task ReadAsync_AnotherProcessSavesInTheMiddle_IsOfOneRevision()
    {
        await _world.CreateAsync(_world.Draft());
        var contexts = new Interrupted(_database);
        using var next = new PortalWorld(contexts, _database.Time);

        contexts.Before("Resources", time: 1, () => _world.SaveElsewhereAsync(context =>
        {
            context.Upstreams.Single().Name = "moved";
            context.Resources.Single().Mode = ResourceMode.Monitor;
        }).GetAwaiter().GetResult());
        var content = await next.Reader.ReadAsync(followed: null, Cancel);

        var resource = Assert.Single(content.Resources);
        Assert.Equal((2L, ResourceMode.Monitor, "moved"), (content.Mark.Revision, resource.Mode, resource.Upstream.Name));
    }

    [Fact]
    public async Task AnotherProcessSaves_IsNoticedBeforeLong()
    {
        var first = await _world.CreateAsync(_world.Draft("first.my-saas.io"));
        await _world.Upkeep.StartAsync(Cancel);
        await _world.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == first).Enabled = false);

        while (Current.Revision < 2)
        {
            _database.Time.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(1, Cancel);
        }

        Assert.True(Current.Find("first.my-saas.io")!.Disabled);
    }

    [Fact]
    public async Task Save_HostRenamed_LeadsOnlyWhereItShould()
    {
        var id = await _world.CreateAsync(_world.Draft("before.my-saas.io"));

        await UpdateAsync(id, draft => draft.Host = "after.my-saas.io");

        Assert.Null(Current.Find("before.my-saas.io"));
        Assert.Equal(id, Current.Find("after.my-saas.io")!.ResourceId);
    }

    /// <summary>Whatever persons do one after the other, the parts add up to what the database holds.</summary>
    [Fact]
    public async Task Saves_ManyOneAfterTheOther_AddUpToWhatAWholeReadingFinds()
    {
        var random = new Random(20260301);
        List<Guid> ids = [];
        for (var step = 0; step < 40; step++)
            if (ids.Count < 6) ids.Add(await _world.CreateAsync(_world.Draft($"h{step}.my-saas.io", links: _world.AwsDraft())));
            else
                await UpdateAsync(ids[random.Next(ids.Count)], draft =>
                {
                    draft.Mode = (ResourceMode)random.Next(1, 4);
                    draft.Enabled = random.Next(4) > 0;
                    draft.Links.Clear();
                    if (random.Next(3) > 0) draft.Links.Add(_world.AwsDraft(enabled: random.Next(2) > 0));
                    if (random.Next(2) > 0) draft.Links.Add(_world.AzureDraft());
                });

        var whole = await _world.Reader.ReadAsync(followed: null, Cancel);
        Assert.Equal(whole.Mark.Revision, Current.Revision);
        Assert.Empty(PolicyTransition.Difference(Current, whole.Resources));
    }

    [Fact]
    public async Task Restart_DatabaseAway_EnforcesWhatWasInForceAndSaysSo()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        await UpdateAsync(id, draft => draft.Links.Clear());
        _world.Close();
        _database.Break();
        _database.Time.Advance(TimeSpan.FromHours(3));
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);

        Assert.True(await next.Publisher.RecoverAsync(Cancel));
        var enforcement = await next.Publisher.RefreshAsync(Cancel);

        Assert.IsType<Enforcement.Pending>(enforcement);
        Assert.Empty(PolicyTransition.Difference(Current, [.. next.Store.Current!.Resources]));
        Assert.Empty(next.Store.Current.Find("megacorp.my-saas.io")!.Links.Grants);
        Assert.Equal((2L, Current.CreatedAt), (next.Publisher.Status.Revision, next.Publisher.Status.FromDisk));
        Assert.Empty(next.Publisher.Status.Damage);
        _database.Repair();

        Assert.IsType<Enforcement.InForce>(await next.Publisher.RefreshAsync(Cancel));
        Assert.Null(next.Publisher.Status.FromDisk);
    }

    [Fact]
    public async Task Restart_PolicyOnDiskDamaged_SaysSoUntilItIsWholeAgain()
    {
        await _world.CreateAsync(_world.Draft());
        _world.Close();
        var journal = Directory.GetFiles(_world.Folder.Path, "*.journal").Single();
        await using (var file = File.OpenWrite(journal)) file.SetLength(100);
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);

        await next.Publisher.RecoverAsync(Cancel);
        Assert.NotEmpty(next.Publisher.Status.Damage);
        await next.Publisher.RefreshAsync(Cancel);
        Assert.Empty(next.Publisher.Status.Damage);
        Assert.NotNull(next.Publisher.Status.NotOnDisk);

        await next.Publisher.WriteWholeAsync(Cancel);
        Assert.Null(next.Publisher.Status.NotOnDisk);
        next.Close();
        using var last = new PortalWorld(_database, _database.Time, _world.Folder);
        await last.Publisher.RecoverAsync(Cancel);
        Assert.Empty(last.Publisher.Status.Damage);
        Assert.Empty(PolicyTransition.Difference(Current, [.. last.Store.Current!.Resources]));
    }

    /// <summary>What cannot be gone on with is written anew, without anybody asking for it.</summary>
    [Fact]
    public async Task Restart_JournalOnDiskDamaged_IsWrittenWholeInTheBackground()
    {
        await _world.CreateAsync(_world.Draft());
        _world.Close();
        var journal = Directory.GetFiles(_world.Folder.Path, "*.journal").Single();
        await File.WriteAllBytesAsync(journal, (await File.ReadAllBytesAsync(journal, Cancel))[..^1], Cancel);
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);
        await next.Upkeep.StartAsync(Cancel);

        await next.Publisher.RefreshAsync(Cancel);

        await Eventually.TrueAsync(() => next.Publisher.Status is { Revision: not null, NotOnDisk: null });
        await next.Upkeep.StopAsync(CancellationToken.None);
    }

    /// <summary>What came into force while nothing could be kept is missing on the disk: nothing that was kept behind it counts.</summary>
    [Fact]
    public async Task Restart_ChangesThatWereNotKept_AreAGapThatNothingBehindItCloses()
    {
        var id = await _world.CreateAsync(_world.Draft("first.my-saas.io"));
        _world.Close();
        var journal = Directory.GetFiles(_world.Folder.Path, "*.journal").Single();
        var bytes = await File.ReadAllBytesAsync(journal, Cancel);
        bytes[^1] ^= 1; // behind the last change: all of them are read, and the journal is not gone on with
        await File.WriteAllBytesAsync(journal, bytes, Cancel);

        using (var next = new PortalWorld(_database, _database.Time, _world.Folder))
        {
            await next.Publisher.RefreshAsync(Cancel);
            await next.SaveElsewhereAsync(context => context.Resources.Single(resource => resource.Id == id).Enabled = false);
            await next.Publisher.PublishAsync(Cancel);
            Directory.CreateDirectory(Path.Combine(_world.Folder.Path, "00000002.policy"));
            await next.Publisher.WriteWholeAsync(Cancel); // begins a journal, and dies before its whole policy is there
            await next.CreateAsync(_world.Draft("second.my-saas.io"));
            next.Close();

            Directory.Delete(Path.Combine(_world.Folder.Path, "00000002.policy"));
            using var last = new PortalWorld(_database, _database.Time, _world.Folder);
            await last.Publisher.RecoverAsync(Cancel);
            Assert.Equal((1L, 1), (last.Store.Current!.Revision, last.Store.Current.Count));
        }
    }

    /// <summary>A disk that takes nothing keeps no closing from coming into force.</summary>
    [Fact]
    public async Task Save_DiskTakesNothing_IsInForceAllTheSameAndSaysSo()
    {
        var id = await _world.CreateAsync(_world.Draft(links: _world.AwsDraft()));
        _world.Close();
        Directory.Delete(_world.Folder.Path, recursive: true);
        await File.WriteAllTextAsync(_world.Folder.Path, "in the way", Cancel);
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);
        await next.Publisher.RefreshAsync(Cancel);

        var detail = (await next.Resources.FindAsync(PortalWorld.Company, id, Cancel))!;
        detail.Draft.Links.Clear();
        var result = await next.Resources.UpdateAsync(PortalWorld.Company, id, detail.Version, detail.Draft, Cancel);

        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
        Assert.Empty(next.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants);
        Assert.NotNull(next.Publisher.Status.NotOnDisk);
        File.Delete(_world.Folder.Path);

        await next.Publisher.WriteWholeAsync(Cancel);
        Assert.Null(next.Publisher.Status.NotOnDisk);
    }

    /// <summary>Whatever is tried again on a disk without room takes no more of it each time.</summary>
    [Fact]
    public async Task WriteWhole_NoRoomAgainAndAgain_TakesNoMoreSpaceAndKeepsEveryChange()
    {
        var id = await _world.CreateAsync(_world.Draft());
        var inTheWay = Directory.CreateDirectory(Path.Combine(_world.Folder.Path, "00000002.policy"));
        for (var attempt = 0; attempt < 3; attempt++)
        {
            await _world.Publisher.WriteWholeAsync(Cancel);
            await UpdateAsync(id, draft => draft.Mode = attempt % 2 == 0 ? ResourceMode.Monitor : ResourceMode.Enforce);

            Assert.Null(_world.Publisher.Status.NotOnDisk);
            Assert.NotNull(_world.Publisher.Status.DiskShort);
            Assert.Equal(
                ["00000001.journal", "00000001.policy", "00000002.journal", "lock", "reserve"],
                Directory.GetFiles(_world.Folder.Path).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        }

        inTheWay.Delete();
        await _world.Publisher.WriteWholeAsync(Cancel);
        Assert.Null(_world.Publisher.Status.DiskShort);
        _world.Close();
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);
        await next.Publisher.RecoverAsync(Cancel);
        Assert.Empty(next.Publisher.Status.Damage);
        Assert.Equal(ResourceMode.Monitor, next.Store.Current!.Find("megacorp.my-saas.io")!.Mode);
    }

    [Fact]
    public async Task WriteWhole_WhileChangesComeIn_LosesNone()
    {
        List<Guid> ids = [];
        for (var host = 0; host < 5; host++) ids.Add(await _world.CreateAsync(_world.Draft($"h{host}.my-saas.io")));

        var writing = Task.Run(async () =>
        {
            for (var time = 0; time < 5; time++) await _world.Publisher.WriteWholeAsync(Cancel);
        }, Cancel);
        foreach (var id in ids) await UpdateAsync(id, draft => draft.Mode = ResourceMode.Monitor);
        await writing;

        Assert.All(Current.Resources, resource => Assert.Equal(ResourceMode.Monitor, resource.Mode));
        _world.Close();
        using var next = new PortalWorld(_database, _database.Time, _world.Folder);
        await next.Publisher.RecoverAsync(Cancel);
        Assert.Empty(next.Publisher.Status.Damage);
        Assert.Empty(PolicyTransition.Difference(Current, [.. next.Store.Current!.Resources]));
    }

    private async Task UpdateAsync(Guid id, Action<ResourceDraft> change)
    {
        var detail = (await _world.Resources.FindAsync(PortalWorld.Company, id, Cancel))!;
        change(detail.Draft);
        detail.Draft.Reason = "a test";
        var result = await _world.Resources.UpdateAsync(PortalWorld.Company, id, detail.Version, detail.Draft, Cancel);
        Assert.IsType<Enforcement.InForce>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
    }

    /// <summary>A database to which something happens before one of the commands that read a table.</summary>
    private sealed class Interrupted(SqliteTestDatabase database) : DbCommandInterceptor, IDbContextFactory<PortalDbContext>
    {
        private (string Table, int Times, Action Happens)? _next;

        public void Before(string table, int time, Action happens) => _next = (table, time, happens);

        public PortalDbContext CreateDbContext() => new SqlitePortalDbContext(
            (DbContextOptions<SqlitePortalDbContext>)new DbContextOptionsBuilder<SqlitePortalDbContext>().UseSqlite(database.Options, contentRoot: "/").AddInterceptors(this).Options,
            database.Time);

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (_next is { } next && command.CommandText.Contains($"FROM \"{next.Table}\"", StringComparison.Ordinal))
            {
                _next = next.Times > 1 ? next with { Times = next.Times - 1 } : null;
                if (_next is null) next.Happens();
            }

            return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
        }
    }
}
