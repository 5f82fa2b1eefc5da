using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Marks;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Succession;
using PrivateLink.Portal.Timekeeping;
using PrivateLink.Tests.Portal.Components;
using Xunit;

namespace PrivateLink.Tests.Portal.Marks;

/// <summary>
/// Events of the service are stored once, however many processes see them. The portal of these tests has a policy, and an engine that does not run.
/// </summary>
public sealed class ServiceWatchTests : PageTest
{
    private readonly Refusable _contexts = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_StartedAndStopped_IsStored()
    {
        var watch = Watch();

        await watch.StartAsync(Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await watch.StopAsync(Cancel);

        Assert.Equal([ServiceMomentKind.Started, ServiceMomentKind.Stopped], await KindsAsync());
    }

    /// <summary>A killed process cannot record its end. The next process records it, at the last sign of life of the previous one.</summary>
    [Fact]
    public async Task Run_AfterOneThatNeverStopped_SaysWhenThatWasLastSeen()
    {
        await StoreAsync(
            new ServiceMoment { Node = Node, Time = Now.AddHours(-2), Kind = ServiceMomentKind.Started },
            new Heartbeat { Node = Node, Time = Now.AddMinutes(-30) });
        var watch = Watch();

        await watch.StartAsync(Cancel);
        await watch.StopAsync(Cancel);

        var lost = (await MomentsAsync()).Single(moment => moment.Kind == ServiceMomentKind.Lost);
        Assert.Equal(Now.AddMinutes(-30), lost.Time);
    }

    [Fact]
    public async Task Look_UpgradeFailed_IsStoredOnceWithItsCause()
    {
        var watch = await BegunAsync();
        Own<SuccessionState>().Failed(new(Clock.GetUtcNow(), "ada as privatelink", "2.0.0", "Engine:Loops: 0 is not a number"));

        watch.Look();
        watch.Look();
        await watch.StoreAsync(Cancel);

        var moment = (await MomentsAsync()).Single(static moment => moment.Kind == ServiceMomentKind.TakeOverFailed);
        Assert.Equal("to 2.0.0, asked for by ada as privatelink: Engine:Loops: 0 is not a number", moment.Detail);
    }

    [Fact]
    public async Task Run_AfterOneThatStopped_SaysNothingOfIt()
    {
        await StoreAsync(
            new ServiceMoment { Node = Node, Time = Now.AddHours(-2), Kind = ServiceMomentKind.Started },
            new ServiceMoment { Node = Node, Time = Now.AddHours(-1), Kind = ServiceMomentKind.Stopped });
        var watch = Watch();

        await watch.StartAsync(Cancel);
        await watch.StopAsync(Cancel);

        Assert.DoesNotContain(ServiceMomentKind.Lost, await KindsAsync());
    }

    [Fact]
    public async Task Upstream_DownAndUpAgain_IsStoredOnceEach()
    {
        var address = Address();
        var watch = await BegunAsync();

        Fail(address);
        watch.Look();
        watch.Look();
        Clock.Advance(TimeSpan.FromSeconds(2));
        Recover(address);
        watch.Look();
        await watch.StoreAsync(Cancel);

        var moments = (await MomentsAsync()).Where(moment => moment.UpstreamId is not null).ToList();
        Assert.Equal([ServiceMomentKind.UpstreamDown, ServiceMomentKind.UpstreamUp], moments.Select(moment => moment.Kind));
        Assert.Equal("echo", moments[0].Upstream);
        Assert.Contains("refused", moments[0].Detail, StringComparison.Ordinal);
    }

    /// <summary>A process that has just started treats every address as healthy. That is not an event for an upstream that is down.</summary>
    [Fact]
    public async Task Upstream_DownBeforeARestart_IsNotCalledUpBeforeItWasChecked()
    {
        var report = Own<OperationsReports>().Upstreams()[0];
        await StoreAsync(new ServiceMoment { Node = Node, Time = Now.AddHours(-1), Kind = ServiceMomentKind.UpstreamDown, UpstreamId = report.Id, Upstream = report.Name });
        _ = Address();
        var watch = Watch();
        await watch.StoreAsync(Cancel);

        watch.Look();
        Assert.DoesNotContain(Own<ServiceMoments>().Waiting, moment => moment.Kind == ServiceMomentKind.UpstreamUp);

        Clock.Advance(TimeSpan.FromMinutes(1));
        watch.Look();
        Assert.Contains(Own<ServiceMoments>().Waiting, moment => moment.Kind == ServiceMomentKind.UpstreamUp);
    }

    [Fact]
    public async Task Database_Away_KeepsMomentsUntilItIsBack()
    {
        var address = Address();
        var watch = await BegunAsync();
        _contexts.IsAway = true;

        Fail(address);
        watch.Look();
        await watch.StoreAsync(Cancel);
        Assert.Single(Own<ServiceMoments>().Waiting);

        _contexts.IsAway = false;
        Clock.Advance(TimeSpan.FromSeconds(10));
        await watch.StoreAsync(Cancel);

        Assert.Empty(Own<ServiceMoments>().Waiting);
        Assert.Contains(ServiceMomentKind.UpstreamDown, await KindsAsync());
    }

    /// <summary>Waiting events are bounded, and lost ones are counted.</summary>
    [Fact]
    public void Waiting_TooMany_LosesTheOldestAndCountsThem()
    {
        var moments = Own<ServiceMoments>();

        for (var index = 0; index < ServiceMoments.MostWaiting + 3; index++)
            moments.Add(new() { Node = Node, Time = Now.AddSeconds(index), Kind = ServiceMomentKind.Started });

        Assert.Equal(ServiceMoments.MostWaiting, moments.Waiting.Count);
        Assert.Equal(3, moments.Lost);
        Assert.Equal(Now.AddSeconds(3), moments.Waiting[0].Time);
    }

    [Fact]
    public async Task Moments_OlderThanTheSumsAreKept_Go()
    {
        Own<TrustedClock>().Believe();
        await StoreAsync(
            new ServiceMoment { Node = "other", Time = Now.AddDays(-new RecordsOptions().KeepRollUpDays - 1), Kind = ServiceMomentKind.Started },
            new ServiceMoment { Node = "other", Time = Now.AddDays(-1), Kind = ServiceMomentKind.Stopped });

        await BegunAsync();

        Assert.Equal([ServiceMomentKind.Stopped], await KindsAsync());
    }

    private string Node => Own<IOptions<EngineOptions>>().Value.Node;

    private DateTime Now => Clock.GetUtcNow().UtcDateTime;

    /// <summary>Advances past the time in which nothing is checked yet, with the previous run already read.</summary>
    private async Task<ServiceWatch> BegunAsync()
    {
        var watch = Watch();
        await watch.StoreAsync(Cancel);
        Clock.Advance(TimeSpan.FromMinutes(1));
        return watch;
    }

    private ServiceWatch Watch()
    {
        _contexts.Inner = Own<IDbContextFactory<PortalDbContext>>();
        return new(
            Own<ServiceMoments>(), Own<EngineStatus>(), Own<OperationsReports>(), Own<SuccessionState>(), _contexts, Own<IOptions<EngineOptions>>(), Own<IOptions<RecordsOptions>>(),
            Own<TrustedClock>(), Clock, NullLogger<ServiceWatch>.Instance);
    }

    /// <summary>The address of the demonstration's upstream, as the engine knows it after the first use.</summary>
    private AddressHealth Address()
    {
        var configured = IPEndPoint.Parse(Own<OperationsReports>().Upstreams()[0].Addresses[0].Configured);
        return Own<UpstreamHealth>().Of(configured);
    }

    private void Fail(AddressHealth address)
    {
        for (var check = 0; check < Own<IOptions<EngineOptions>>().Value.Upstreams.Down; check++) address.Checked("refused");
    }

    private void Recover(AddressHealth address)
    {
        for (var check = 0; check < Own<IOptions<EngineOptions>>().Value.Upstreams.Up; check++) address.Checked(null);
    }

    private async Task<IReadOnlyList<ServiceMoment>> MomentsAsync()
    {
        await using var context = await Own<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(Cancel);
        return await context.ServiceMoments.AsNoTracking().OrderBy(moment => moment.Time).ThenBy(moment => moment.Id).ToListAsync(Cancel);
    }

    private async Task<IEnumerable<ServiceMomentKind>> KindsAsync() => (await MomentsAsync()).Select(moment => moment.Kind);

    /// <summary>A database that may be unavailable.</summary>
    private sealed class Refusable : IDbContextFactory<PortalDbContext>
    {
        public IDbContextFactory<PortalDbContext> Inner { get; set; } = null!;

        public bool IsAway { get; set; }

        public PortalDbContext CreateDbContext() => IsAway ? throw new DatabaseNotReadyException("away") : Inner.CreateDbContext();
    }
}
