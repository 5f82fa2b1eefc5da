using System.Net.Sockets;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Upstreams;

/// <summary>Opens a TCP connection to an address and closes it again, to show whether a backend listens there. Sends nothing.</summary>
public sealed class AddressProbe(TimeProvider time)
{
    /// <summary>How long an address has to answer, including the name lookup.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>Does not throw for a network fault, because that is a result.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<AddressAnswer> TryAsync(UpstreamAddress address, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        var started = time.GetTimestamp();
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(address.Host, address.Port, either.Token);
            return new(address.ToString(), Answers: true, $"Answers after {time.GetElapsedTime(started).TotalMilliseconds:0.0} ms.", "answered");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new(address.ToString(), Answers: false, $"No answer within {Patience.TotalSeconds:0} s. A firewall may drop the packets, or the machine may be down.", $"did not answer within {Patience.TotalSeconds:0} s");
        }
        catch (SocketException exception)
        {
            return new(address.ToString(), Answers: false, WordsOf(exception.SocketErrorCode), DidOf(exception.SocketErrorCode));
        }
    }

    private static string DidOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "refused the connection",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "cannot be resolved from this machine",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "cannot be reached from this machine",
        _ => $"failed: {error}",
    };

    private static string WordsOf(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => "Refused: nothing listens on this port.",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "The name cannot be resolved from this machine.",
        SocketError.NetworkUnreachable or SocketError.HostUnreachable => "There is no route to this address from this machine.",
        _ => $"Failed: {error}.",
    };
}
