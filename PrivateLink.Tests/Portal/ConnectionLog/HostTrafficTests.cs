using Microsoft.Extensions.Logging.Abstractions;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

/// <summary>The totals of a host's traffic, for each kind of viewer.</summary>
public sealed class HostTrafficTests : IAsyncLifetime
{
    private static readonly Caller Company = Caller.Company("ada");

    private readonly SqliteTestDatabase _database = new();
    private readonly ConnectionLogWorld _world;
    private readonly HostTraffic _traffic;
    private int _signals;

    public HostTrafficTests()
    {
        _world = new ConnectionLogWorld(_database, _database.Time);
        _traffic = new HostTraffic(_world.Live, _world.Sights, _database.Time, NullLogger<HostTraffic>.Instance);
    }

    private static Guid Host { get; } = Decisions.Allowed().ResourceId!.Value;

    private static Guid TenantId { get; } = Decisions.Allowed().TenantId!.Value;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private DateTimeOffset Now => _database.Time.GetUtcNow();

    public async ValueTask InitializeAsync() => await _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        _traffic.Dispose();
        _world.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public void Watch_AfterSomethingCame_SaysWhoWasLetInAndWhoWasDenied()
    {
        Report(Decisions.Allowed(), Decisions.Allowed(), Stranger());

        using var watch = Watch(new HostWatch(Host));

        Assert.Equal(
            [(Verdict.Denied, Reason.LinkMismatch, 1L, "10.0.1.0/24"), (Verdict.Allowed, Reason.LinkMatched, 2L, "10.0.1.0/24")],
            Read().OrderBy(row => row.Connections).Select(row => (row.Verdict, row.Reason, row.Connections, row.Network!)));
    }

    [Fact]
    public void Watch_SomethingComes_IsToldWithinASecondAndCountedOnce()
    {
        Report(Decisions.Allowed());
        using var watch = Watch(new HostWatch(Host));

        for (var second = 0; second < 6; second++)
        {
            Report(Decisions.Allowed(), Decisions.Allowed());
            Advance();
        }

        var row = Assert.Single(Read());
        Assert.Equal((13L, 2.0, 6), (row.Connections, row.PerSecond, _signals));
    }

    [Fact]
    public void Watch_NothingComesAnyMore_TellsUntilTheRateIsNoneAndThenKeepsStill()
    {
        using var watch = Watch(new HostWatch(Host));
        Report(Decisions.Allowed());
        for (var second = 0; second < 20; second++) Advance();

        Assert.Equal(0, Assert.Single(Read()).PerSecond);
        Assert.InRange(_signals, 5, 9);
    }

    [Fact]
    public void Watch_SinceAMoment_LeavesOutWhatCameBefore()
    {
        Report(Decisions.Allowed());
        _database.Time.Advance(TimeSpan.FromMinutes(1));
        var host = new HostWatch(Host, Now);
        using var watch = Watch(host);
        Report(Stranger());
        Advance();

        Assert.Equal(Verdict.Denied, Assert.Single(_traffic.Read(Company, host)).Verdict);
    }

    [Fact]
    public void Watch_OfAnotherHost_IsNotTold()
    {
        using var watch = Watch(new HostWatch(Guid.NewGuid()));
        Report(Decisions.Allowed());
        Advance();

        Assert.Equal(0, _signals);
    }

    /// <summary>Rows are built from views, which hide links of other tenants. Another tenant's host shows nothing.</summary>
    [Fact]
    public async Task Read_ByATenant_HidesStrangersLinksAndOtherTenantsHosts()
    {
        Report(Decisions.Allowed(), Stranger());
        using var watch = Watch(new HostWatch(Host));
        var owner = Caller.Tenant("mia", TenantId);
        await _world.Sights.RefreshAsync(owner, Cancel);

        var rows = _traffic.Read(owner, new HostWatch(Host));

        Assert.Equal("another endpoint", rows.Single(row => row.Verdict == Verdict.Denied).Link);
        Assert.Equal("vpce-0a1b2c3d4e5f60718", rows.Single(row => row.Verdict == Verdict.Allowed).Link);
        Assert.Equal("vpce-0badc0de", Read().Single(row => row.Verdict == Verdict.Denied).Link);
        Assert.Empty(_traffic.Read(Caller.Tenant("gus", Guid.NewGuid()), new HostWatch(Host)));
    }

    [Fact]
    public void Watch_Disposed_ForgetsTheHost()
    {
        Report(Decisions.Allowed());
        var (first, second) = (Watch(new HostWatch(Host)), Watch(new HostWatch(Host)));
        first.Dispose();
        first.Dispose();
        Assert.Single(Read());

        second.Dispose();

        Assert.Empty(Read());
    }

    [Fact]
    public void Watch_VeryManyKinds_KeepsThoseSeenLast()
    {
        using var watch = Watch(new HostWatch(Host));
        for (var number = 0; number < 2 * HostSums.MostKinds; number++)
            Report(Stranger($"vpce-{number:x8}") with { Time = Now + TimeSpan.FromMilliseconds(number) });
        Advance();

        Assert.Equal(HostSums.MostKinds, Read().Count);
        Assert.Equal($"vpce-{(2 * HostSums.MostKinds) - 1:x8}", Read()[0].Link);
    }

    private IDisposable Watch(HostWatch host) => _traffic.Watch(Company, [host], () => _signals++);

    private IReadOnlyList<HostTrafficRow> Read() => _traffic.Read(Company, new HostWatch(Host));

    private void Advance() => _database.Time.Advance(HostTraffic.Interval);

    private void Report(params ConnectionDecision[] decisions) =>
        _world.Live.Report(decisions.Select(decision => decision.Time == Decisions.Noon ? decision with { Time = Now } : decision));

    private static ConnectionDecision Stranger(string link = "vpce-0badc0de") =>
        Decisions.Denied() with { LinkId = LinkId.TryParse(CloudProvider.Aws, link, out var parsed) ? parsed : null };
}
