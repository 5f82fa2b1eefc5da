using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>
/// What every transport keeps, whatever is done to it: derived once for each of them. After every test everything is given back: places, bytes,
/// descriptors; and every decision has had its ending.
/// </summary>
[Collection(nameof(WholeProcess))]
public abstract class TransportContract : IAsyncLifetime
{
    /// <summary>Relayed connections that the resource and its link may have.</summary>
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

        // What is made once for all connections is made before the count.
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
    /// What earlier tests have left to the finalizers is gone before anything is counted. Once: nothing else runs from here on, and these tests leave nothing.
    /// </summary>
    private static void SweepOnce()
    {
        if (Interlocked.Exchange(ref s_isSwept, 1) != 0) return;
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>An engine with one enforced host before an upstream that the test plays.</summary>
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

    /// <summary>Puts the host before another upstream.</summary>
    /// <param name="upstream">The host's.</param>
    /// <param name="others">What else the policy holds.</param>
    private protected void Serve(Upstream upstream, params IEnumerable<ResourcePolicy> others) => Engine.Current = TestPolicy.Snapshot(
        others.Prepend(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Enforce, upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service))));

    /// <summary>A client that has said nothing.</summary>
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

    /// <summary>An end that is closed with the test.</summary>
    private protected WireEnd Keep(WireEnd end)
    {
        lock (_ends) _ends.Add(end);
        return end;
    }

    /// <summary>
    /// Everyone leaves; then nothing may be held any more. All at once: a client that has gone again may have waited in the kernel to be accepted, and
    /// comes and goes while one count after the other is read.
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

    /// <summary>The ceilings of resource and link count from zero: so many get in, and no more.</summary>
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
