using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Tenants;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public sealed class SwitchedOffTests : IAsyncLifetime
{
    private const string Why = "their security team asked for it";

    private readonly SqliteTestDatabase _database = new();
    private readonly PortalWorld _world;
    private readonly SwitchedOff _acts;
    private readonly TenantDirectory _tenants;
    private Guid _host;

    public SwitchedOffTests()
    {
        _world = new(_database, _database.Time);
        _acts = new(_database);
        _tenants = new(_database, _world.Changes);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _database.CreateAsync();
        await _world.SeedAsync();
        _host = await _world.CreateAsync(_world.Draft("megacorp.my-saas.io"));
    }

    public async ValueTask DisposeAsync()
    {
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task OfAsync_HostSwitchedOffAndSavedAgain_NamesWhoSwitchedIt()
    {
        await SwitchAsync(_world.MegacorpCaller, enabled: false);
        await SaveAsync(PortalWorld.Company, draft => draft.Aliases = "megacorp.private.my-saas.io");

        var act = Assert.Single(await ActsAsync(PortalWorld.Company));

        Assert.Equal(("mia", "megacorp.my-saas.io", false, null), (act.By, act.Of, act.IsTenant, act.Reason));
    }

    [Fact]
    public async Task OfAsync_HostSwitchedOnAgain_KnowsWhatWasSoThen()
    {
        await SwitchAsync(PortalWorld.Company, enabled: false);
        var then = Denied();
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        await SwitchAsync(PortalWorld.Company, enabled: true);

        var act = Assert.Single((await _acts.OfAsync(PortalWorld.Company, then, Cancel))!);
        Assert.Equal(("ada", Why), (act.By, act.Reason));
        Assert.Empty(await ActsAsync(PortalWorld.Company));
    }

    /// <summary>The host stays disabled, but only the company can enable it from then on.</summary>
    [Fact]
    public async Task OfAsync_TenantsSwitchTakenOverByTheCompany_NamesTheCompanyAndItsReason()
    {
        await SwitchAsync(_world.MegacorpCaller, enabled: false);
        await SaveAsync(PortalWorld.Company, draft => (draft.KeepOff, draft.Reason) = (true, Why));

        var act = Assert.Single(await ActsAsync(_world.MegacorpCaller));

        Assert.Equal(("ada", Why), (act.By, act.Reason));
        Assert.Equal(Why, (await _world.Resources.FindAsync(_world.MegacorpCaller, _host, Cancel))!.WhyOff);
    }

    /// <summary>It is accepted before its host's name is read, and decided after.</summary>
    [Fact]
    public async Task OfAsync_SwitchedOffWhileTheHeaderAndTheHelloCame_NamesWhoSwitchedIt()
    {
        var accepted = _database.Time.GetUtcNow();
        _database.Time.Advance(TimeSpan.FromSeconds(2));
        await SwitchAsync(_world.MegacorpCaller, enabled: false);

        Assert.Equal("mia", Assert.Single((await _acts.OfAsync(PortalWorld.Company, DecidedAfter(seconds: 3), Cancel))!).By);
        Assert.Empty((await _acts.OfAsync(PortalWorld.Company, DecidedAfter(seconds: 1), Cancel))!);

        ConnectionView DecidedAfter(double seconds) => Decisions.View(Decisions.Denied(Reason.HostDisabled) with
        {
            ResourceId = _host,
            TenantId = _world.Megacorp.Id,
            Time = accepted,
            HeaderDuration = TimeSpan.FromSeconds(seconds / 2),
            HelloDuration = TimeSpan.FromSeconds(seconds / 2),
        });
    }

    [Fact]
    public async Task OfAsync_TenantSuspended_GivesTheReasonToTheTenantAndNothingToOthers()
    {
        await _tenants.SuspendAsync(PortalWorld.Company, _world.Megacorp.Id, suspended: true, "the contract ended in May", Cancel);

        var act = Assert.Single(await ActsAsync(_world.MegacorpCaller));

        Assert.Equal(("ada", "Megacorp", true, "the contract ended in May"), (act.By, act.Of, act.IsTenant, act.Reason));
        Assert.Empty(await ActsAsync(_world.GlobexCaller));

        await _tenants.SuspendAsync(PortalWorld.Company, _world.Megacorp.Id, suspended: false, "", Cancel);
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await ActsAsync(_world.MegacorpCaller));
    }

    private async Task<IReadOnlyList<SwitchOff>> ActsAsync(Caller caller) => (await _acts.OfAsync(caller, Denied(), Cancel))!;

    private ConnectionView Denied() => Decisions.View(Decisions.Denied(Reason.HostDisabled) with
    {
        ResourceId = _host,
        TenantId = _world.Megacorp.Id,
        Time = _database.Time.GetUtcNow(),
    });

    private Task SwitchAsync(Caller caller, bool enabled) => SaveAsync(caller, draft =>
    {
        draft.Enabled = enabled;
        if (caller.IsCompany && !enabled) draft.Reason = Why;
    });

    private async Task SaveAsync(Caller caller, Action<ResourceDraft> change)
    {
        var detail = (await _world.Resources.FindAsync(caller, _host, Cancel))!;
        change(detail.Draft);
        Assert.IsType<PrivateLink.Portal.Changes.SaveResult.Saved>(await _world.Resources.UpdateAsync(caller, _host, detail.Version, detail.Draft, Cancel));
    }
}
