using System.Net.Sockets;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>However many clients connect, and however slowly they send, the limits hold and the record of each refusal names its reason.</summary>
public abstract class CrowdContract : TransportContract
{
    private const int Crowd = 3000;
    private const int AtOnce = 32;
    private const int Minutes = 60 * 1000;

    [Theory]
    [InlineData(0, Reason.HeaderTimeout)]
    [InlineData(1, Reason.HelloTimeout)]
    public async Task Trickle_AgainstTheDeadline_EndsHoweverManyBytesCome(int headersAtOnce, Reason expected)
    {
        await StartAsync(options => options.Timeouts.Prelude = TimeSpan.FromSeconds(2));
        var header = Pair.FirstBytes[..^Pair.Hello.Length];
        var atOnce = header.Length * headersAtOnce;

        var client = await ConnectAsync();
        await client.SendAsync(header[..atOnce]);
        var ending = client.EndingAsync();
        using var metronome = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        foreach (var next in Pair.FirstBytes[atOnce..])
        {
            if (ending.IsCompleted) break;
            await client.SendAsync(next);
            await metronome.WaitForNextTickAsync(Cancellation);
        }

        var how = await ending;
        Assert.Equal("RST", client.WasReset ? "RST" : how);
        Assert.Equal(expected, (await Engine.Sink.NextDecisionAsync()).Reason);
        Assert.Equal(0, Upstream.Connections);
    }

    [Fact]
    public async Task Accept_InAFullHouse_RefusesEveryoneAndGoesOnAfterwards()
    {
        await StartAsync(options => (options.Limits.Connections, options.Timeouts.DenyLinger) = (RelayCeiling + 1, TimeSpan.FromMinutes(1)));
        var relays = new List<(WireEnd Client, WireEnd Backend)>();
        for (var i = 0; i < RelayCeiling; i++) relays.Add(await RelayAsync());
        await (await ConnectAsync()).SendAsync(Pair.FirstBytes); // one too many for the resource: denied, and drained
        await ForgetDecisionsAsync(RelayCeiling + 1);

        await Parallel.ForAsync(0, 200, Parallelism, async (_, _) => Assert.Equal("RST", await (await ConnectAsync()).EndingAsync()));
        for (var i = 0; i < 200; i++) Assert.Equal(Reason.LimitGlobal, (await Engine.Sink.NextDecisionAsync()).Reason);

        // Admitted connections are not affected, and there is room again as soon as one ends.
        var (client, backend) = relays[0];
        await client.SendAsync(7);
        Assert.Equal([7], await backend.ReadExactlyAsync(1));
        client.Reset();
        await Eventually.TrueAsync(() => Engine.Status.OpenConnections <= RelayCeiling);
        await RelayAsync();
    }

    [Fact]
    public async Task Accept_WithoutDescriptors_GoesOnWhenThereAreSome()
    {
        const int Waiting = 20;
        await StartAsync();
        var clients = Enumerable.Range(0, Waiting).Select(_ => WireEnd.Open()).Select(Keep).ToArray();

        using (DescriptorLimit.Exhaust())
            foreach (var client in clients) await client.ConnectToAsync(Engine.Address());

        foreach (var client in clients)
        {
            client.Finish();
            Assert.Equal("FIN", await client.EndingAsync());
        }

        for (var i = 0; i < Waiting; i++) Assert.Equal(Reason.ProbeEmpty, (await Engine.Sink.NextDecisionAsync()).Reason);
    }

    [Fact]
    public async Task Rush_HasJustPassed_WhoSaysNothingIsHeardOfNonetheless()
    {
        const int Rush = 300;
        await StartAsync(options => options.Timeouts.Prelude = TimeSpan.FromSeconds(1)); // the well-behaved clients must also meet it
        await Parallel.ForAsync(0, Rush, Parallelism, async (_, _) =>
        {
            var client = await ConnectAsync();
            client.Finish();
            Assert.Equal("FIN", await client.EndingAsync());
        });
        await ForgetDecisionsAsync(Rush);

        var silent = await ConnectAsync();

        Assert.Equal("FIN", await silent.EndingAsync());
        Assert.Equal(Reason.PreludeIdle, (await Engine.Sink.NextDecisionAsync()).Reason);
        await RelayAsync();
    }

    [Fact]
    public async Task Accept_WhileEverybodyStreams_IsNotStarved()
    {
        const int Streams = RelayCeiling - 1;
        await StartAsync();
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var streaming = new List<Task>();
        for (var i = 0; i < Streams; i++)
        {
            var (client, backend) = await RelayAsync();
            streaming.Add(PourAsync(client.Socket, done.Token));
            streaming.Add(SwallowAsync(backend.Socket, done.Token));
        }

        for (var i = 0; i < 20; i++)
        {
            var (client, _) = await RelayAsync();
            client.Reset();
            await Engine.Sink.NextClosedAsync();
        }

        await done.CancelAsync();
        await Task.WhenAll(streaming);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Accept_InAHouseFullOfSilentOnes_AGoodClientIsLetIn(int headers)
    {
        const int Silent = 50;
        await StartAsync(options => options.Limits.Undecided = Silent / 2);
        for (var i = 0; i < Silent; i++) await (await ConnectAsync()).SendAsync([.. Enumerable.Repeat(HeaderFrom(client: 66), headers).SelectMany(header => header)]);
        await Eventually.TrueAsync(() => Engine.Sink.Decided == Silent / 2 && Engine.Status.OpenConnections == Silent / 2);

        await RelayAsync();
    }

    [Fact]
    public async Task Accept_InAHouseFullOfOneSource_TheSlowOneOfAnotherSourceStays()
    {
        const int Ceiling = 40;
        await StartAsync(options => options.Limits.Undecided = Ceiling);
        var slow = await ConnectAsync();
        await slow.SendAsync(HeaderFrom(client: 1));
        await Eventually.TrueAsync(() => Engine.Get<PreludeBudget>().Taken > 0);

        for (var i = 0; i < 3 * Ceiling; i++) await (await ConnectAsync()).SendAsync(HeaderFrom(client: 66));
        await Eventually.TrueAsync(() => Engine.Sink.Decided >= 2 * Ceiling);

        await slow.SendAsync(Pair.Hello);
        var backend = Keep(await Upstream.AcceptAsync());
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
    }

    [Fact]
    public async Task Accept_InAHouseFullOfOneSourceThatHasBegunItsHello_TheSlowOneOfAnotherSourceStays()
    {
        const int Ceiling = 40;
        await StartAsync(options => options.Limits.Undecided = Ceiling);
        var slow = await ConnectAsync();
        await slow.SendAsync(HeaderFrom(client: 1));
        await Eventually.TrueAsync(() => Engine.Get<PreludeBudget>().Taken > 0);

        for (var i = 1; i <= 3 * Ceiling; i++)
        {
            await (await ConnectAsync()).SendAsync([.. HeaderFrom(client: 66), .. Pair.Hello[..^1]]);
            var come = i;
            await Eventually.TrueAsync(() => Engine.Sink.Decided + Engine.Status.UndecidedConnections == come + 1);
        }

        await slow.SendAsync(Pair.Hello);
        var backend = Keep(await Upstream.AcceptAsync());
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
    }

    [Fact]
    public async Task Bytes_SpentByOthers_AHelloInTwoPiecesIsTaken()
    {
        const int Hoarders = 40;
        await StartAsync(options => options.Limits.UndecidedBytes = 64 * 1024);
        for (var i = 0; i < Hoarders; i++) await (await ConnectAsync()).SendAsync([.. HeaderFrom(client: 66), .. Pair.Hello[..^1]]);
        await Eventually.TrueAsync(() => Engine.Sink.Decided > 0 && Engine.Sink.Decided + Engine.Status.UndecidedConnections == Hoarders);

        var client = await ConnectAsync();
        await client.SendAsync(Pair.FirstBytes[..^10]);
        await Eventually.TrueAsync(() => Engine.Status.UndecidedConnections > 0);
        await client.SendAsync(Pair.FirstBytes[^10..]);

        var backend = Keep(await Upstream.AcceptAsync());
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
    }

    /// <summary>Every connection holds a buffer of 4 KiB, so an upstream with its half of 256 KiB has 32 connections.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Connecting_ToASilentUpstream_HoldsHalfOfTheBytesAtMostAndOthersAreRelayed(int pieces)
    {
        const int Held = 32, Budget = ConnectingBudget.Least, TooMany = 8;
        using var deaf = new DeafPort();
        var hosts = await StartBeforeAsync(deaf, Budget);

        for (var i = 0; i < Held; i++) await ComeAsync(hosts[i % hosts.Count], pieces);
        await Eventually.TrueAsync(() => (Engine.Get<ConnectingBudget>().Taken, Engine.Get<PreludeBudget>().Taken) == (Budget / 2, 0));
        Assert.Equal((Held, 0), (Engine.Status.OpenConnections, Engine.Status.UndecidedConnections));

        for (var i = 0; i < TooMany; i++)
        {
            var refused = await ComeAsync(hosts[i % hosts.Count], pieces);
            Assert.Equal("RST", await refused.EndingAsync());
            Assert.Equal(CloseReason.EngineExhausted, (await Engine.Sink.NextClosedAsync()).Reason);
        }

        await RelayAsync();
        Assert.Equal((OwnFault.ConnectingBytes, (long)TooMany), (Assert.Single(Engine.Status.OwnFaults).Fault, Engine.Status.OwnFaults[0].Count));
        Assert.DoesNotContain(Engine.Status.Upstreams, upstream => !upstream.IsHealthy);
        foreach (var waiting in Engine.Get<OpenConnections>().Relayed.ToList()) Engine.Get<OpenConnections>().Close(waiting.Id);
    }

    [Fact]
    public async Task Connecting_GivenUp_GivesTheBytesBack()
    {
        using var deaf = new DeafPort();
        var hosts = await StartBeforeAsync(deaf, ConnectingBudget.Least, connect: TimeSpan.FromSeconds(1));

        await ComeAsync(hosts[0], pieces: 1);

        Assert.Equal(CloseReason.BackendTimeout, (await Engine.Sink.NextClosedAsync()).Reason);
        await Eventually.TrueAsync(() => Engine.Get<ConnectingBudget>().Taken == 0);
    }

    [Fact]
    public async Task Denied_AndStillListening_HoldsNoBytes()
    {
        await StartAsync(options => options.Timeouts.DenyLinger = TimeSpan.FromMinutes(1));

        await (await ConnectAsync()).SendAsync([.. HeaderFrom(client: 1), .. ClientHelloBuilder.For("unknown.my-saas.io").ToBytes()]);
        await Engine.Sink.NextDecisionAsync();

        await Eventually.TrueAsync(() => Engine.Get<PreludeBudget>().Taken == 0);
        Assert.Equal(1, Engine.Status.OpenConnections);
    }

    [Fact(Timeout = 3 * Minutes)]
    public async Task Crowd_ThatSaysNothing_IsKeptToTheCeilingAndCostsNoBytes()
    {
        const int Ceiling = 2400;
        await StartForCrowdAsync(ceiling: Ceiling);

        await ComeAsync(sending: []);

        for (var i = Ceiling; i < Crowd; i++) Assert.Equal(Reason.LimitGaveWay, (await Engine.Sink.NextDecisionAsync()).Reason);
        await Eventually.TrueAsync(() => Engine.Status.OpenConnections == Ceiling);
        Assert.Equal((Ceiling, 0L, 0), (Engine.Status.UndecidedConnections, Engine.Get<PreludeBudget>().Taken, Upstream.Connections));
    }

    [Fact(Timeout = 3 * Minutes)]
    public async Task Crowd_ThatBeginsAHello_IsKeptToTheBytes()
    {
        const int Budget = 4 * 1024 * 1024;
        await StartForCrowdAsync(ceiling: Crowd, bytes: Budget);

        await ComeAsync(sending: Pair.FirstBytes[..^1]);

        await Eventually.TrueAsync(() => Engine.Sink.Decided + Engine.Status.UndecidedConnections == Crowd);
        await Eventually.TrueAsync(() => Engine.Get<PreludeBudget>().Taken is > 0 and <= Budget && Engine.Sink.Decided > 0);
        Assert.Equal(Reason.LimitGaveWay, (await Engine.Sink.NextDecisionAsync()).Reason);
        Assert.Equal(0, Upstream.Connections);
    }

    private static byte[] HeaderFrom(byte client) => ProxyHeaderBytes.From(client, ProxyHeaderBytes.AwsTlv(TestPolicy.AwsLink.ToString()));

    /// <summary>Adds open hosts with a silent upstream. Each has its own limit, so there are several.</summary>
    private async Task<IReadOnlyList<string>> StartBeforeAsync(DeafPort silent, long bytes, TimeSpan? connect = null)
    {
        string[] hosts = [.. Enumerable.Range(0, RelayCeiling).Select(number => $"silent-{number}.my-saas.io")];
        await StartAsync(options => (options.Limits.ConnectingBytes, options.Timeouts.Connect) = (bytes, connect ?? TimeSpan.FromMinutes(5)));
        Serve(Upstream.Upstream, hosts.Select(host => TestPolicy.Resource(host, ResourceMode.Open, silent.Upstream)));
        return hosts;
    }

    /// <summary>Sends a hello for which every transport keeps 4 KiB.</summary>
    private async Task<WireEnd> ComeAsync(string host, int pieces)
    {
        byte[] first = [.. ProxyHeaderBytes.IPv4(), .. ClientHelloBuilder.For(host).PaddedTo(3500).ToBytes()];
        var client = await ConnectAsync();
        await Eventually.TrueAsync(() => Engine.Get<PreludeBudget>().Taken == 0); // the previous connection is decided
        await client.SendAsync(first[..(first.Length / pieces)]);
        if (pieces > 1) await Eventually.TrueAsync(() => Engine.Get<PreludeBudget>().Taken > 0);
        await client.SendAsync(first[(first.Length / pieces)..]);
        return client;
    }

    private static ParallelOptions Parallelism => new() { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancellation };

    /// <summary>With a deadline too long to matter, however slow the machine.</summary>
    private async Task StartForCrowdAsync(int ceiling, long bytes = 64 * 1024 * 1024)
    {
        DescriptorLimit.Require(6 * Crowd); // both ends are in this process, and an eighth is reserved
        await StartAsync(options =>
        {
            (options.Limits.Connections, options.Limits.Undecided, options.Limits.UndecidedBytes) = (2 * Crowd, ceiling, bytes);
            options.Timeouts.Prelude = TimeSpan.FromHours(1);
        });
    }

    private async Task ComeAsync(byte[] sending) => await Parallel.ForAsync(0, Crowd, Parallelism, async (_, _) =>
    {
        var client = await ConnectAsync();
        await client.SendAsync(sending);
    });

    private static async Task PourAsync(Socket socket, CancellationToken done)
    {
        var noise = new byte[1 << 16];
        while (!done.IsCancellationRequested) await EndedAsync(socket.SendAsync(noise, SocketFlags.None, done));
    }

    private static async Task SwallowAsync(Socket socket, CancellationToken done)
    {
        var buffer = new byte[1 << 16];
        while (!done.IsCancellationRequested) await EndedAsync(socket.ReceiveAsync(buffer, SocketFlags.None, done));
    }

    /// <summary>Waits for the operation to complete or be cancelled.</summary>
    private static async Task EndedAsync(ValueTask<int> operation)
    {
        try
        {
            await operation;
        }
        catch (OperationCanceledException)
        {
            // Enough.
        }
    }

    private async Task ForgetDecisionsAsync(int count)
    {
        for (var i = 0; i < count; i++) await Engine.Sink.NextDecisionAsync();
    }
}
