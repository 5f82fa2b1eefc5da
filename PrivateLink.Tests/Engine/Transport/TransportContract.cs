using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>
/// What every transport must do, with one derived class for each. After every test, nothing may be held: no place under a limit, no memory and no
/// descriptor. Every decision must have an ending.
/// </summary>
[Collection(nameof(WholeProcess))]
public abstract class TransportContract : IAsyncLifetime
{
    /// <summary>The limit of relayed connections, both for the resource and for its link.</summary>
    private protected const int RelayCeiling = 8;

    private static int s_isSwept;

    private readonly List<WireEnd> _ends = [];
    private int? _descriptors;
    private EngineUnderTest? _engine;
    private CountingUpstream? _upstream;

    private protected EngineUnderTest Engine => _engine ?? throw new InvalidOperationException("The test has not started the engine.");

    private protected CountingUpstream Upstream => _upstream ?? throw new InvalidOperationException("The test has not started the engine.");

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The transport under test.</summary>
    protected abstract TransportKind Kind { get; }

    /// <summary>How the listener denies.</summary>
    protected virtual DenyWith DenyWith => DenyWith.Alert;

    public async ValueTask InitializeAsync()
    {
        TransportKinds.SkipUnlessSupported(Kind);

        // Warms up everything that is created once, before descriptors are counted.
        await StartAsync();
        await RelayAsync();
        await StopAsync();
        SweepOnce();
        _descriptors = OpenDescriptors.Count();
    }

    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_engine is null) return; // skipped
        await ExpectEmptyHouseAsync();
        await ExpectRoomForAsync(RelayCeiling);
        await ExpectEmptyHouseAsync();
        Assert.Empty(Engine.Log.GetSnapshot().Where(line => line.Level >= LogLevel.Error).Select(line => line.Message));

        await StopAsync();
        await Eventually.TrueAsync(() => OpenDescriptors.Count() <= _descriptors);
    }

    /// <summary>
    /// Runs the finalizers of earlier tests before anything is counted. Once is enough: from here on only these tests run, and they leave nothing.
    /// </summary>
    private static void SweepOnce()
    {
        if (Interlocked.Exchange(ref s_isSwept, 1) != 0) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>An engine with one enforced host in front of an upstream that the test plays.</summary>
    private protected async Task StartAsync(Action<EngineOptions>? configure = null)
    {
        _upstream = new CountingUpstream();
        _engine = await EngineUnderTest.StartAsync(options =>
        {
            (options.Transport, options.Loops) = (Kind, 2);
            (options.Limits.Connections, options.Limits.PerResource, options.Limits.PerLink) = (100, RelayCeiling, RelayCeiling);
            options.Listeners["private"] = EngineUnderTest.Private(listener => listener.DenyWith = DenyWith);
            configure?.Invoke(options);
        });
        Serve(_upstream.Upstream);
    }

    /// <summary>Points the host at another upstream.</summary>
    /// <param name="upstream">The new upstream of the host.</param>
    /// <param name="others">The other resources of the policy.</param>
    private protected void Serve(Upstream upstream, params IEnumerable<ResourcePolicy> others) => Engine.Current = TestPolicy.Snapshot(
        others.Prepend(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service))));

    /// <summary>A client that has sent nothing.</summary>
    private protected async Task<WireEnd> ConnectAsync() => Keep(await Engine.ConnectAsync());

    /// <summary>Both ends of a relayed connection; the hello has arrived.</summary>
    private protected async Task<(WireEnd Client, WireEnd Backend)> RelayAsync()
    {
        var client = await ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        var backend = Keep(await Upstream.AcceptAsync());
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
        return (client, backend);
    }

    /// <summary>Closes the end when the test ends.</summary>
    private protected WireEnd Keep(WireEnd end)
    {
        lock (_ends) _ends.Add(end);
        return end;
    }

    /// <summary>
    /// Closes every client and expects that nothing is held. All counts are checked together. The kernel may still queue a closed client, and the
    /// engine could accept it between two separate checks.
    /// </summary>
    private async Task ExpectEmptyHouseAsync()
    {
        _ends.ForEach(end => end.Reset());
        _ends.Clear();
        while (Upstream.TryTake() is { } left) left.Dispose();

        await Eventually.HoldsAsync(() =>
        {
            Assert.Equal((0, 0), (Engine.Status.OpenConnections, Engine.Status.UndecidedConnections));
            Assert.Equal((0, 0), (Engine.Get<PreludeBudget>().Taken, Engine.Get<ConnectingBudget>().Taken));
            Assert.DoesNotContain(Engine.Status.Upstreams, upstream => upstream.Connections != 0);
            Assert.Empty(Engine.Sink.Unbalanced);
        });
    }

    /// <summary>Expects room for exactly this many relays. Less room would mean that a count of the resource or link did not return to zero.</summary>
    private async Task ExpectRoomForAsync(int relays)
    {
        Serve(Upstream.Upstream);
        for (var i = 0; i < relays; i++) await RelayAsync();
        using var tooMany = await ConnectAsync();
        await tooMany.SendAsync(Pair.FirstBytes);
        Assert.Equal(DenyWith == DenyWith.Alert ? "15030300020231 FIN" : "RST", await tooMany.EndingAsync());
    }

    private async Task StopAsync()
    {
        _ends.ForEach(end => end.Reset());
        _ends.Clear();
        await Engine.DisposeAsync();
        await Upstream.DisposeAsync();
        (_engine, _upstream) = (null, null);
    }
}
