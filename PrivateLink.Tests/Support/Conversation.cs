using System.Net.Sockets;
using System.Security.Cryptography;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Two sides that send at the same time: what each writes, how it reads, and which finishes first. A seed determines everything.</summary>
internal sealed record Conversation(Part Client, Part Backend)
{
    /// <summary>Any conversation that can end: at least one side finishes, and at least one reads, without waiting for the other.</summary>
    public static Conversation Random(Random random)
    {
        var (finishesLast, readsLate) = (random.Next(3), random.Next(3));
        return new(
            Part.Random(random, finishesLast: finishesLast == 1, readsLate: readsLate == 1),
            Part.Random(random, finishesLast: finishesLast == 2, readsLate: readsLate == 2));
    }

    /// <summary>Plays both sides. Each must receive exactly what the other sent.</summary>
    public async Task PlayAsync(WireEnd client, WireEnd backend, CancellationToken cancellation)
    {
        var transcripts = await Task.WhenAll(Client.PlayAsync(client.Socket, cancellation), Backend.PlayAsync(backend.Socket, cancellation));
        Assert.Equal((transcripts[0].Said, transcripts[1].Said), (transcripts[1].Heard, transcripts[0].Heard));
    }
}

/// <summary>One side of a conversation.</summary>
/// <param name="Seed">The seed of the bytes it writes.</param>
/// <param name="Writes">The sizes of its writes.</param>
/// <param name="ReadSize">The most bytes per read.</param>
/// <param name="ReadsLate">Whether it starts reading only after it has written everything.</param>
/// <param name="FinishesLast">Whether it sends its FIN only after the other side's.</param>
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

    /// <summary>Plays it to its end within a bounded time, because a lost byte or FIN never arrives.</summary>
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

/// <summary>What one side sent, and what it received up to the FIN, each as length and hash.</summary>
internal sealed record Transcript(string Said, string Heard);
