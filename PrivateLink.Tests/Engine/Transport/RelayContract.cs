using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Transport;

/// <summary>Every byte before a FIN arrives, in any order of writing, reading and finishing.</summary>
public abstract class RelayContract : TransportContract
{
    private const int Rounds = 6;
    private const int AtOnce = 4;

    private static readonly byte[] LargeHello = ClientHelloBuilder.For(TestPolicy.Host).PaddedTo(60 * 1024).Message();

    /// <summary>Eight fixed seeds, and a new one each run. A failure names the seed.</summary>
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 8), Random.Shared.Next()];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Relay_AnyConversation_EverySideHearsWhatTheOtherSaid(int seed)
    {
        await StartAsync();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var conversations = Enumerable.Range(0, AtOnce).Select(_ => Conversation.Random(random)).ToArray();
            var playing = new List<Task>();
            foreach (var conversation in conversations)
            {
                var (client, backend) = await RelayAsync();
                playing.Add(conversation.PlayAsync(client, backend, Cancellation));
            }

            await Task.WhenAll(playing);
            await ExpectCountedAsync(conversations);
        }
    }

    [Fact]
    public async Task Relay_ClientFinishesFirst_BackendIsHeardOut()
    {
        await StartAsync();
        var (client, backend) = await RelayAsync();

        await Talk(lateBackend: true).PlayAsync(client, backend, Cancellation);

        Assert.Equal(CloseReason.ClosedClient, (await Engine.Sink.NextClosedAsync()).Reason);
    }

    [Fact]
    public async Task Relay_BackendFinishesFirst_ClientIsHeardOut()
    {
        await StartAsync();
        var (client, backend) = await RelayAsync();

        await Talk(lateBackend: false).PlayAsync(client, backend, Cancellation);

        Assert.Equal(CloseReason.ClosedBackend, (await Engine.Sink.NextClosedAsync()).Reason);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Relay_ReaderThatWaits_HoldsTheWriterBackAndMissesNothing(bool clientReads)
    {
        await StartAsync();
        var (client, backend) = await RelayAsync();
        var (reader, writer) = clientReads ? (client, backend) : (backend, client);
        var much = new Part(Seed: 1, [.. Enumerable.Repeat(1 << 20, 64)], ReadSize: 1, ReadsLate: false, FinishesLast: false);
        var little = new Part(Seed: 2, [1], ReadSize: 1 << 16, ReadsLate: true, FinishesLast: true);

        var writing = much.PlayAsync(writer.Socket, Cancellation);
        await Stalled.AsSenderAsync(writer.Socket);
        Assert.False(writing.IsCompleted);

        Assert.Equal((await little.PlayAsync(reader.Socket, Cancellation)).Heard, (await writing).Said);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Prelude_Of60KiBInRecordsAndSegments_ReachesTheUpstreamByteForByte(int seed)
    {
        await StartAsync();
        var random = new Random(seed);
        var hello = TlsBytes.Records(LargeHello, Cuts(random, LargeHello.Length, most: 1 << 14));

        var client = await ConnectAsync();
        await client.SendAsync(ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AwsTlv(TestPolicy.AwsLink.ToString())));
        var offset = 0;
        foreach (var size in Cuts(random, hello.Length, most: 9000))
        {
            await client.SendAsync(hello[offset..(offset += size)]);
            await Task.Yield();
        }

        await client.SendAsync(hello[offset..]);
        client.Finish();
        using var backend = await Upstream.AcceptAsync();
        Assert.Equal(hello, await backend.ReadExactlyAsync(hello.Length));
        Assert.Equal("FIN", await backend.EndingAsync());
        Assert.Equal(1, Upstream.Connections);
    }

    /// <summary>A collection stops every thread at any point and moves objects that are not pinned.</summary>
    [Fact]
    public async Task Relay_WhileGarbageIsCollected_EverySideHearsWhatTheOtherSaid()
    {
        await StartAsync();
        var random = new Random(5);
        for (var round = 0; round < Rounds; round++)
        {
            var (client, backend) = await RelayAsync();
            var playing = Conversation.Random(random).PlayAsync(client, backend, Cancellation);
            await Task.WhenAll(playing, Task.Run(() => CollectUntilAsync(playing), Cancellation));
        }
    }

    /// <summary>The kernel reuses a closed descriptor's number at once. No event of the old connection may reach the new one.</summary>
    [Fact]
    public async Task Relay_WhileDescriptorsAreReused_EverySideHearsWhatTheOtherSaid()
    {
        await StartAsync();
        using var done = new CancellationTokenSource();
        var hurrying = Enumerable.Range(0, AtOnce).Select(_ => HurryAsync(done.Token)).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            var (client, backend) = await RelayAsync();
            await Talk(lateBackend: round % 2 == 0).PlayAsync(client, backend, Cancellation);
        }

        await done.CancelAsync();
        await Task.WhenAll(hurrying);
    }

    private static Conversation Talk(bool lateBackend) => new(
        new Part(Seed: 3, [70_000, 1, 400_000], ReadSize: 5000, ReadsLate: false, FinishesLast: !lateBackend),
        new Part(Seed: 4, [1, 300_000, 90_000], ReadSize: 7000, ReadsLate: false, FinishesLast: lateBackend));

    /// <summary>The sizes of all pieces but the last, which takes the rest.</summary>
    private static List<int> Cuts(Random random, int length, int most)
    {
        var sizes = new List<int>();
        for (var left = length; left > most; left -= sizes[^1]) sizes.Add(1 + random.Next(most));
        return sizes;
    }

    /// <summary>Connects and disconnects as fast as possible.</summary>
    private async Task HurryAsync(CancellationToken done)
    {
        for (var length = 0; !done.IsCancellationRequested; length = (length + 1) % Pair.FirstBytes.Length)
        {
            using var client = await Engine.ConnectAsync();
            await client.SendAsync(Pair.FirstBytes[..length]);
            client.Reset();
        }
    }

    /// <summary>
    /// Collects young objects repeatedly and everything once. A process with much memory that always collected everything would make no progress.
    /// </summary>
    private static async Task CollectUntilAsync(Task done)
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: true);
        while (!done.IsCompleted)
        {
            GC.Collect(0, GCCollectionMode.Forced, blocking: true);
            await Task.WhenAny(done, Task.Delay(1));
        }
    }

    private async Task ExpectCountedAsync(Conversation[] conversations)
    {
        long fromClients = 0, fromUpstream = 0;
        foreach (var _ in conversations)
        {
            var closed = await Engine.Sink.NextClosedAsync();
            Assert.True(closed.Reason is CloseReason.ClosedClient or CloseReason.ClosedBackend, closed.Reason.ToString());
            (fromClients, fromUpstream) = (fromClients + closed.BytesFromClient - Pair.Hello.Length, fromUpstream + closed.BytesFromUpstream);
        }

        Assert.Equal(conversations.Sum(conversation => (long)conversation.Client.Length), fromClients);
        Assert.Equal(conversations.Sum(conversation => (long)conversation.Backend.Length), fromUpstream);
    }
}
