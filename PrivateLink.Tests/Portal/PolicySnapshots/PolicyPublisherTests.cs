using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.PolicySnapshots;

public sealed class PolicyPublisherTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;

    public PolicyPublisherTests() => _world = new PortalWorld(_database, _database.Time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private PolicyPublisher Publisher => _world.Publisher;

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
    public void BeforeTheFirstRefresh_NothingIsKnown()
    {
        Assert.Null(_world.Store.Current);
        Assert.Equal(PolicyStatus.None, Publisher.Status);
    }

    [Fact]
    public async Task RefreshAsync_EmptyDatabase_IsAPolicyThatKnowsNobody()
    {
        Assert.Equal(new Enforcement.InForce(0), await Publisher.RefreshAsync(Cancel));

        Assert.Empty(_world.Store.Current!.Resources);
        Assert.Equal(new PolicyStatus(0, _database.Time.GetUtcNow(), null), Publisher.Status);
    }

    [Fact]
    public async Task AgreedAt_TheDatabaseIsAway_StaysWhereItWas()
    {
        await Publisher.RefreshAsync(Cancel);
        _database.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.False(await Publisher.IsBehindAsync(Cancel));
        var agreed = _database.Time.GetUtcNow();
        Assert.Equal(agreed, Publisher.AgreedAt);

        _database.Break();
        _database.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.False(await Publisher.IsBehindAsync(Cancel));
        Assert.IsType<Enforcement.Pending>(await Publisher.RefreshAsync(Cancel));

        Assert.Equal(agreed, Publisher.AgreedAt);
        _database.Repair();
    }

    [Fact]
    public async Task RefreshAsync_DisabledInAnyWay_IsDisabledInThePolicy()
    {
        var draft = _world.Draft("off.my-saas.io");
        draft.Enabled = false;
        await _world.CreateAsync(draft);
        await _world.CreateAsync(_world.Draft("globex.my-saas.io", ResourceMode.Open, _world.Globex));
        await _world.CreateAsync(_world.Draft(links: [_world.AwsDraft(), _world.AwsDraft(PortalWorld.OtherAwsLink)]));
        await using (var context = _database.CreateDbContext())
        {
            (await context.Tenants.SingleAsync(tenant => tenant.Id == _world.Globex.Id, Cancel)).Suspended = true;
            (await context.PrivateEndpoints.SingleAsync(endpoint => endpoint.LinkId == PortalWorld.AwsLink, Cancel)).Enabled = false;
            await context.SaveChangesAsync(Cancel);
        }

        await Publisher.RefreshAsync(Cancel);

        var policy = _world.Store.Current!;
        Assert.True(policy.Find("off.my-saas.io")!.Disabled);
        Assert.True(policy.Find("globex.my-saas.io")!.Disabled);
        Assert.False(policy.Find("megacorp.my-saas.io")!.Disabled);
        Assert.Equal([(PortalWorld.AwsLink, false), (PortalWorld.OtherAwsLink, true)],
            policy.Find("megacorp.my-saas.io")!.Links.Grants.Select(grant => (grant.LinkId.ToString(), grant.Enabled)));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task RefreshAsync_UpstreamThatWantsTheHeader_GetsItInThePolicy(bool sends)
    {
        await _world.CreateAsync(_world.Draft());
        await using (var context = _database.CreateDbContext())
        {
            (await context.Upstreams.SingleAsync(Cancel)).SendProxyHeader = sends;
            await context.SaveChangesAsync(Cancel);
        }

        await Publisher.RefreshAsync(Cancel);

        Assert.Equal(sends, _world.Store.Current!.Find("megacorp.my-saas.io")!.Upstream.SendProxyHeader);
    }

    [Fact]
    public async Task RefreshAsync_StoredTextThatIsNoLinkId_AdmitsNobodyAndStopsNothing()
    {
        await _world.CreateAsync(_world.Draft(links: [_world.AwsDraft(), _world.AzureDraft()]));
        await using (var context = _database.CreateDbContext())
            await context.Database.ExecuteSqlAsync($"""UPDATE "PrivateEndpoints" SET "LinkId" = 'broken!' WHERE "LinkId" = {PortalWorld.AzureLink}""", Cancel);

        Assert.IsType<Enforcement.InForce>(await Publisher.RefreshAsync(Cancel));

        Assert.Equal(PortalWorld.AwsLink, Assert.Single(_world.Store.Current!.Find("megacorp.my-saas.io")!.Links.Grants).LinkId.ToString());
    }

    [Fact]
    public async Task RefreshAsync_DatabaseAway_KeepsTheLastGoodPolicyAndSaysSo()
    {
        await _world.CreateAsync(_world.Draft());
        var inForce = _world.Store.Current;
        _database.Break();

        var enforcement = await Publisher.RefreshAsync(Cancel);

        var pending = Assert.IsType<Enforcement.Pending>(enforcement);
        Assert.StartsWith("The SQLite database could not be used:", pending.Why, StringComparison.Ordinal);
        Assert.Same(inForce, _world.Store.Current);
        Assert.Equal((1L, pending.Why), (Publisher.Status.Revision, Publisher.Status.PendingError));
        _database.Repair();
    }

    /// <summary>Nothing was saved since, but something may still need publishing.</summary>
    [Fact]
    public async Task PublishAsync_AfterAFailure_LooksAgainAndSaysThatAllIsInForce()
    {
        await Publisher.RefreshAsync(Cancel);
        _database.Break();
        await Publisher.RefreshAsync(Cancel);
        _database.Repair();

        await Publisher.PublishAsync(Cancel);

        Assert.Null(Publisher.Status.PendingError);
    }

    [Fact]
    public async Task AfterAFailure_TheRefreshIsRepeatedUntilItSucceeds()
    {
        await _world.Upkeep.StartAsync(Cancel);
        await Publisher.RefreshAsync(Cancel);
        _database.Break();
        await Publisher.RefreshAsync(Cancel);

        var attempts = 0;
        Publisher.Changed += () => Interlocked.Increment(ref attempts);
        await RepeatedUntilAsync(() => Volatile.Read(ref attempts) >= 3);
        Assert.NotNull(Publisher.Status.PendingError);

        _database.Repair();
        await RepeatedUntilAsync(() => Publisher.Status.PendingError is null);
        Assert.Equal(0, Publisher.Status.Revision);
    }

    [Fact]
    public async Task AfterAFailure_ARepetitionThrows_IsSeenAndRepeatedAllTheSame()
    {
        await _world.Upkeep.StartAsync(Cancel);
        await Publisher.RefreshAsync(Cancel);
        _database.Break();
        await Publisher.RefreshAsync(Cancel);
        var changes = 0;
        Publisher.Changed += () =>
        {
            if (Interlocked.Increment(ref changes) == 1) throw new InvalidOperationException("broken subscriber");
        };

        await RepeatedUntilAsync(() => _world.Upkeep.Status.Any(loop => loop is { Failures: 1, LastError: "broken subscriber" }));
        _database.Repair();

        await RepeatedUntilAsync(() => Publisher.Status.PendingError is null);
        Assert.Equal(0, Publisher.Status.Revision);
    }

    [Fact]
    public async Task SaveAsync_RefreshFails_SaysSavedButNotYetEnforced()
    {
        // Two hosts with the same name, which the database accepts and the engine refuses. Another process saved them, so everything is read.
        await _world.CreateAsync(_world.Draft());
        await using (var context = _database.CreateDbContext())
        {
            context.Add(new Resource { TenantId = _world.Globex.Id, Host = "MEGACORP.my-saas.io", Mode = ResourceMode.Open, UpstreamId = _world.Upstream.Id });
            await context.SaveChangesAsync(Cancel);
            await context.Database.ExecuteSqlAsync($"""DROP INDEX "IX_Resources_Host" """, Cancel);
            await context.Database.ExecuteSqlAsync($"""UPDATE "Resources" SET "Host" = lower("Host")""", Cancel);
            await _world.SaveElsewhereAsync(_ => { });
        }

        var result = await _world.Resources.CreateAsync(PortalWorld.Company, _world.Draft("new.my-saas.io"), Cancel);

        Assert.IsType<Enforcement.Pending>(Assert.IsType<SaveResult.Saved>(result).Enforcement);
        Assert.Null(_world.Store.Current!.Find("new.my-saas.io"));
    }

    [Fact]
    public async Task RefreshAsync_ManyAtOnce_EndsWithTheNewest()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Run(() => _world.CreateAsync(_world.Draft($"h{index}.my-saas.io")), Cancel)));

        Assert.Equal((8L, 8), (_world.Store.Current!.Revision, _world.Store.Current.Resources.Count()));
    }

    /// <summary>
    /// Lets the pauses between retries pass until the condition holds. It does not wait for a change event, because an early one would be the last.
    /// </summary>
    private Task RepeatedUntilAsync(Func<bool> isSo) => Eventually.TrueAsync(() =>
    {
        _database.Time.Advance(TimeSpan.FromSeconds(30));
        return isSo();
    });
}
