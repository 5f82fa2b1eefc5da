using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PrivateLink.Portal.Demonstration;

/// <summary>What a client does on its connection, from its first byte to its last.</summary>
/// <param name="connection">A connection on which the load balancer has already sent its headers.</param>
/// <param name="time">The clock for pauses.</param>
/// <param name="random">This client's own random numbers.</param>
/// <param name="cancellation">Ends the act early.</param>
public delegate Task ClientAct(NetworkStream connection, TimeProvider time, Random random, CancellationToken cancellation);

/// <summary>The acts of the demonstration's clients.</summary>
public static class ClientActs
{
    /// <summary>Asks for a page over TLS and reads it.</summary>
    public static ClientAct Https(string host) => async (connection, _, _, cancellation) =>
    {
        await using var tls = await HandshakeAsync(connection, host, cancellation);
        await tls.WriteAsync(Request(host), cancellation);
        await ReadToEndAsync(tls, cancellation);
    };

    /// <summary>Keeps the connection open and sends data from time to time, like a database session.</summary>
    public static ClientAct LongSession(string host) => async (connection, time, random, cancellation) =>
    {
        await using var tls = await HandshakeAsync(connection, host, cancellation);
        var answer = new byte[64];
        for (var rounds = random.Next(10, 40); rounds > 0; rounds--)
        {
            await tls.WriteAsync("Still there?\n"u8.ToArray(), cancellation);
            await tls.ReadAtLeastAsync(answer, 1, cancellationToken: cancellation);
            await Task.Delay(TimeSpan.FromSeconds(1 + random.NextDouble()), time, cancellation);
        }

        await tls.ShutdownAsync();
    };

    /// <summary>Sends HTTP where TLS is expected.</summary>
    public static ClientAct PlainHttp(string host) => async (connection, _, _, cancellation) =>
    {
        await connection.WriteAsync(Request(host), cancellation);
        await ReadToEndAsync(connection, cancellation);
    };

    /// <summary>Disconnects without sending anything, as a probe does.</summary>
    public static ClientAct Leave { get; } = async (connection, _, _, cancellation) =>
    {
        connection.Socket.Shutdown(SocketShutdown.Send);
        await ReadToEndAsync(connection, cancellation);
    };

    private static async Task<SslStream> HandshakeAsync(NetworkStream connection, string host, CancellationToken cancellation)
    {
        var tls = new SslStream(connection, leaveInnerStreamOpen: true);
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
            AllowTlsResume = false, // another client each time, which has never been here
            // Any certificate is accepted: the echo upstream signs its own, and nothing secret is sent.
            RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null,
        };
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellation);
            return tls;
        }
        catch
        {
            await tls.DisposeAsync();
            throw;
        }
    }

    private static byte[] Request(string host) => Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");

    private static async Task ReadToEndAsync(Stream stream, CancellationToken cancellation) => await stream.CopyToAsync(Stream.Null, cancellation);
}
