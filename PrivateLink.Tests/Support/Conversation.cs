using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Two sides that talk at once: what each writes, how it reads, and who finishes first. All of it follows from a seed.</summary>
internal sealed record Conversation(Part Client, Part Backend)
{
    /// <summary>Any conversation that can come to an end: of the two, one finishes and one reads without waiting for the other.</summary>
    public static Conversation Random(Random random)
    {
        var (finishesLast, readsLate) = (random.Next(3), random.Next(3));
        return new(
            Part.Random(random, finishesLast: finishesLast == 1, readsLate: readsLate == 1),
            Part.Random(random, finishesLast: finishesLast == 2, readsLate: readsLate == 2));
    }

    /// <summary>Both sides play; every side must have heard exactly what the other one has said.</summary>
    public async Task PlayAsync(WireEnd client, WireEnd backend, CancellationToken cancellation)
    {
        var transcripts = await Task.WhenAll(Client.PlayAsync(client.Socket, cancellation), Backend.PlayAsync(backend.Socket, cancellation));
        Assert.Equal((transcripts[0].Said, transcripts[1].Said), (transcripts[1].Heard, transcripts[0].Heard));
    }
}

/// <summary>One side of a conversation.</summary>
/// <param name="Seed">Of the bytes it writes.</param>
/// <param name="Writes">The sizes it writes them in.</param>
/// <param name="ReadSize">The most it reads at once.</param>
/// <param name="ReadsLate">Whether it reads nothing before it has written everything.</param>
/// <param name="FinishesLast">Whether it sends its FIN only after it has seen the other one's.</param>
internal sealed record Part(int Seed, int[] Writes, int ReadSize, bool ReadsLate, bool FinishesLast)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly int[] LargestWrites = [10, 1500, 20_000, 150_000];
    private static readonly int[] ReadSizes = [61, 1460, 16_384, 262_144];

    public int Length => Writes.Sum();

    public static Part Random(Random random, bool finishesLast, bool readsLate)
    {
        var writes = new int[random.Next(12)];
        for (var i = 0; i < writes.Length; i++) writes[i] = 1 + random.Next(LargestWrites[random.Next(LargestWrites.Length)]);
        return new(random.Next(), writes, ReadSizes[random.Next(ReadSizes.Length)], readsLate, finishesLast);
    }

    /// <summary>Plays it to its end, for which it waits for a bounded time: a byte or a FIN that was lost is waited for in vain.</summary>
    public async Task<Transcript> PlayAsync(Socket socket, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        var hearing = ReadsLate ? null : HearAsync(socket, patience.Token);
        var said = await SayAsync(socket, patience.Token);
        if (!FinishesLast) socket.Shutdown(SocketShutdown.Send);
        var heard = await (hearing ?? HearAsync(socket, patience.Token));
        if (FinishesLast) socket.Shutdown(SocketShutdown.Send);
        return new(said, heard);
    }

    private async Task<string> SayAsync(Socket socket, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var random = new Random(Seed);
        foreach (var size in Writes)
        {
            var bytes = new byte[size];
            random.NextBytes(bytes);
            hash.AppendData(bytes);
            for (var sent = 0; sent < size;) sent += await socket.SendAsync(bytes.AsMemory(sent), SocketFlags.None, cancellation);
        }

        return $"{Length} bytes, {Hex.Of(hash.GetHashAndReset())}";
    }

    private async Task<string> HearAsync(Socket socket, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[ReadSize];
        var heard = 0;
        while (await socket.ReceiveAsync(buffer, SocketFlags.None, cancellation) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            heard += count;
        }

        return $"{heard} bytes, {Hex.Of(hash.GetHashAndReset())}";
    }
}

/// <summary>What one side has said and what it has heard until the FIN, each as length and hash.</summary>
internal sealed record Transcript(string Said, string Heard);
