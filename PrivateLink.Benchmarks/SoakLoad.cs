using System.Net;
using System.Net.Sockets;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Benchmarks;

/// <summary>
/// Clients that know the expected result of each connection: an answer from the upstream, or the alert and nothing else. Thread-safe counters.
/// </summary>
internal sealed class SoakLoad(IPEndPoint engine)
{
    private const int Hosts = 10_000;
    private const int DeniedPercent = 30;
    private const int TalkativePercent = 5;
    private const int Words = 50;

    private long _allowed, _denied, _wrong;

    public long Allowed => Volatile.Read(ref _allowed);

    public long Denied => Volatile.Read(ref _denied);

    public long Wrong => Volatile.Read(ref _wrong);

    public async Task WaitUntilListeningAsync(CancellationToken cancellation)
    {
        while (true)
            try
            {
                using var socket = await ConnectAsync(cancellation);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), cancellation);
            }
    }

    /// <summary>Runs one connection after another until cancelled, at least the pause apart.</summary>
    public async Task RunAsync(TimeSpan pause, CancellationToken cancellation)
    {
        using var pace = pause > TimeSpan.Zero ? new PeriodicTimer(pause) : null;
        while (!cancellation.IsCancellationRequested)
            try
            {
                await OneAsync(cancellation);
                if (pace is not null) await pace.WaitForNextTickAsync(cancellation);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException)
            {
                Interlocked.Increment(ref _wrong);
            }
    }

    private async Task OneAsync(CancellationToken cancellation)
    {
        var host = Random.Shared.Next(Hosts);
        var isDenied = Random.Shared.Next(100) < DeniedPercent;
        using var socket = await ConnectAsync(cancellation);
        await socket.SendAsync(BenchBytes.Header(BenchPolicy.Link(isDenied ? host + 1 : host)), cancellation);
        await socket.SendAsync(BenchBytes.Hello(BenchPolicy.Host(host)), cancellation);

        var buffer = new byte[1024];
        var received = await ReceiveAsync(socket, buffer, isDenied ? buffer.Length : SoakUpstream.AnswerLength, cancellation);
        var isRight = isDenied ? buffer.AsSpan(0, received).SequenceEqual(TlsAlert.AccessDenied.Span) : received == SoakUpstream.AnswerLength;
        if (isRight && !isDenied && Random.Shared.Next(100) < TalkativePercent) isRight = await TalkAsync(socket, buffer, cancellation);
        Interlocked.Increment(ref isRight ? ref isDenied ? ref _denied : ref _allowed : ref _wrong);
    }

    private static async Task<bool> TalkAsync(Socket socket, byte[] buffer, CancellationToken cancellation)
    {
        for (var word = 0; word < Words; word++)
        {
            var length = Random.Shared.Next(1, buffer.Length);
            await socket.SendAsync(buffer.AsMemory(0, length), cancellation);
            if (await ReceiveAsync(socket, buffer, length, cancellation) != length) return false;
        }

        return true;
    }

    private static async Task<int> ReceiveAsync(Socket socket, byte[] buffer, int wanted, CancellationToken cancellation)
    {
        var received = 0;
        while (received < wanted && await socket.ReceiveAsync(buffer.AsMemory(received, wanted - received), cancellation) is > 0 and var count) received += count;
        return received;
    }

    private async Task<Socket> ConnectAsync(CancellationToken cancellation)
    {
        // A reset on close leaves no port in TIME_WAIT. Otherwise the load would run out of ports within a minute.
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new(true, 0) };
        try
        {
            await socket.ConnectAsync(engine, cancellation);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
