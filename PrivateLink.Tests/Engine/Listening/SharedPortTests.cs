using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Engine.Transport;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Listening;

/// <summary>Two engines share listening sockets while one takes over from the other. No client notices, and every connection has one record.</summary>
public class SharedPortTests
{
    private const int Clients = 16;
    private const int ManyLoops = 40;
    private const int TakeOvers = 6;
    private const int ConnectionsPerTakeOver = 1_000;

    private static readonly byte[] Answer = [.. "ok"u8];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(TransportKinds.All), MemberType = typeof(TransportKinds))]
    public async Task TakeOver_UnderLoad_RefusesAndResetsNobodyAndRecordsEachConnectionOnce(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        await using var upstream = new CountingUpstream();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var answering = Enumerable.Range(0, Clients).Select(_ => AnswerAsync(upstream, done.Token)).ToArray();
        var engines = new List<EngineUnderTest> { await StartAsync(kind, upstream, loops: 2) };
        var (made, stop) = (0, false);
        var address = engines[0].Address();

        var clients = Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            while (!Volatile.Read(ref stop))
            {
                await ConverseAsync(address);
                Interlocked.Increment(ref made);
            }
        }, Cancellation)).ToArray();

        for (var i = 0; i < TakeOvers; i++)
        {
            await ReachAsync(() => Volatile.Read(ref made) >= (i + 1) * ConnectionsPerTakeOver, clients);
            engines.Add(await StartAsync(kind, upstream, loops: 1 + (i % 3), engines[^1])); // fewer and more loops than there are sockets
            Assert.Equal(address, engines[^1].Address());
            var ports = engines[^2].Get<EnginePorts>();
            await ports.PauseAsync();
            await ports.CedeAsync();
            await engines[^2].StopAsync();
        }

        await ReachAsync(() => Volatile.Read(ref made) >= (TakeOvers + 1) * ConnectionsPerTakeOver, clients);
        Volatile.Write(ref stop, true);
        await Task.WhenAll(clients);
        foreach (var engine in engines) await engine.DisposeAsync();
        await done.CancelAsync();
        await Task.WhenAll(answering);

        var ids = new List<long>();
        foreach (var engine in engines)
        {
            Assert.Empty(engine.Sink.Unbalanced);
            Assert.True(engine.Sink.Decided > 0);
            for (var i = engine.Sink.Decided; i > 0; i--) ids.Add((await engine.Sink.NextDecisionAsync()).Id);
        }

        Assert.Equal(made, ids.Count);
        Assert.Equal(made, ids.Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(TransportKinds.All), MemberType = typeof(TransportKinds))]
    public async Task Pause_ThenResume_ServesWhoConnectedMeanwhile(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        await using var engine = await EngineUnderTest.StartAsync(options => options.Transport = kind);
        var ports = engine.Get<EnginePorts>();

        await ports.PauseAsync();
        using var client = await engine.ConnectAsync();
        client.Finish();
        Assert.Equal(0, engine.Sink.Decided);
        ports.Resume();

        Assert.Equal("FIN", await client.EndingAsync());
        Assert.Equal(Reason.ProbeEmpty, (await engine.Sink.NextDecisionAsync()).Reason);
    }

    [Theory]
    [MemberData(nameof(TransportKinds.All), MemberType = typeof(TransportKinds))]
    public async Task Cede_ClientsInTheQueue_AreServedByTheOtherEngine(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        await using var first = await EngineUnderTest.StartAsync(options => (options.Transport, options.Loops) = (kind, 2));
        var address = first.Address();
        await first.Get<EnginePorts>().PauseAsync();
        var clients = new List<WireEnd>();
        for (var i = 0; i < 20; i++) clients.Add(await WireEnd.ConnectAsync(address));

        var sockets = CopiedSockets.Of(first.Get<EnginePorts>().Sockets);
        await first.Get<EnginePorts>().CedeAsync();
        await first.StopAsync();
        await using var second = await EngineUnderTest.StartAsync(
            options => (options.Transport, options.Loops) = (kind, 1), services => services.AddSingleton(new InheritedSockets(sockets)));

        foreach (var client in clients)
        {
            client.Finish();
            Assert.Equal("FIN", await client.EndingAsync());
            client.Dispose();
        }

        Assert.Equal(0, first.Sink.Decided);
        await Eventually.TrueAsync(() => second.Sink.Decided == clients.Count);
    }

    /// <summary>A socket that another process has too is still reported after it is closed, unless its watch was ended.</summary>
    [Fact]
    public async Task Cede_ConnectionsToTheOtherEngine_DoNotWakeThisOne()
    {
        TransportKinds.SkipUnlessSupported(TransportKind.Epoll);
        await using var first = await EngineUnderTest.StartAsync(options => (options.Transport, options.Loops) = (TransportKind.Epoll, ManyLoops));
        var address = first.Address();
        var sockets = CopiedSockets.Of(first.Get<EnginePorts>().Sockets);
        await first.Get<EnginePorts>().CedeAsync();
        var waiting = new List<WireEnd>();
        for (var i = 0; i < ManyLoops; i++) waiting.Add(await WireEnd.ConnectAsync(address)); // in the queues of the copies, so these stay readable

        var before = CpuOfManyLoops();
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancellation);

        Assert.InRange(CpuOfManyLoops() - before, TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
        new InheritedSockets(sockets).CloseRest();
        waiting.ForEach(static client => client.Dispose());
    }

    [Fact]
    public async Task Take_OtherAddress_IsNotTaken()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        var sockets = CopiedSockets.Of(engine.Get<EnginePorts>().Sockets);
        var inherited = new InheritedSockets(sockets);

        Assert.Empty(inherited.Take("private", new IPEndPoint(IPAddress.Parse("127.0.0.9"), engine.Address().Port)));
        Assert.Empty(inherited.Take("another", new IPEndPoint(IPAddress.Loopback, 0)));
        Assert.Equal(sockets.Count, inherited.Take("renamed", engine.Address()).Count);
        Assert.Empty(inherited.CloseRest());
        foreach (var socket in sockets) new SafeSocketHandle(socket.Descriptor, ownsHandle: true).Dispose();
    }

    private static async Task<EngineUnderTest> StartAsync(TransportKind kind, CountingUpstream upstream, int loops, EngineUnderTest? predecessor = null)
    {
        var sockets = predecessor is null ? [] : CopiedSockets.Of(predecessor.Get<EnginePorts>().Sockets);
        var inherited = new InheritedSockets(sockets) { IdLane = predecessor?.Get<EnginePorts>().NextIdLane ?? 0 };
        return await EngineUnderTest.StartAsync(
            options =>
            {
                (options.Transport, options.Loops, options.Timeouts.Drain) = (kind, loops, TimeSpan.FromMinutes(1));
                options.Listeners["private"] = EngineUnderTest.Private(listener => listener.Bind = predecessor?.Address().ToString() ?? listener.Bind);
            },
            services => services.AddSingleton(inherited),
            policy: TestPolicy.Snapshot(TestPolicy.Resource(
                TestPolicy.Host, ResourceMode.Enforce, upstream.Upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service))));
    }

    private static async Task ConverseAsync(IPEndPoint address)
    {
        using var client = await WireEnd.ConnectAsync(address);
        await client.SendAsync(Pair.FirstBytes);
        client.Finish();
        Assert.Equal($"{Hex.Of(Answer)} FIN", await client.EndingAsync());
    }

    private static async Task AnswerAsync(CountingUpstream upstream, CancellationToken cancellation)
    {
        try
        {
            while (true)
            {
                using var end = await upstream.NextAsync(cancellation);
                await end.ReadExactlyAsync(Pair.Hello.Length);
                await end.SendAsync(Answer);
                end.Finish();
                await end.EndingAsync();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>Waits for a number of connections, or fails with the client that failed.</summary>
    private static async Task ReachAsync(Func<bool> reached, Task[] clients)
    {
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!reached())
        {
            if (clients.FirstOrDefault(static client => client.IsFaulted) is { } failed) await failed;
            await clock.WaitForNextTickAsync(Cancellation);
        }
    }

    /// <summary>The processor time of the loops that only an engine with <see cref="ManyLoops"/> has.</summary>
    private static TimeSpan CpuOfManyLoops() => TimeSpan.FromMilliseconds(10 * Directory.GetDirectories("/proc/self/task")
        .Select(static task => File.ReadAllText(Path.Combine(task, "stat")).Split(") "))
        .Where(static stat => stat[0].Contains("epoll loop ", StringComparison.Ordinal) && stat[0].Split(' ')[^1].Length > 1)
        .Sum(static stat => stat[1].Split(' ')[11..13].Sum(long.Parse)));
}
