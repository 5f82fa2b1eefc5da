using System.Net;
using System.Net.Sockets;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Tries an upstream address by opening and closing a TCP connection, from where connections of clients come from as well. Thread-safe.</summary>
internal sealed class UpstreamProbe(SourceAddresses sources, TimeProvider time)
{
    /// <param name="address">The address.</param>
    /// <param name="timeout">How long an answer is waited for.</param>
    /// <param name="stopping">The process stops, or nobody uses the address any more.</param>
    public async Task<ProbeOutcome> TryAsync(IPEndPoint address, TimeSpan timeout, CancellationToken stopping)
    {
        using var expiry = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, stopping);
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            if (sources.Of(address, sources.NextTurn()) is { } source && !socket.TryBindTo(source)) return new(ConnectStatus.NoSource, null);
            await socket.ConnectAsync(address, either.Token);
            return new(ConnectStatus.Connected, null);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            return new(ConnectStatus.TimedOut, "did not answer the check in time");
        }
        catch (SocketException error)
        {
            return new(Dialling.StatusOf(error), error.SocketErrorCode == SocketError.ConnectionRefused ? "refused the check" : error.Message);
        }
    }
}

/// <summary>What came of one try.</summary>
/// <param name="Status">Which may be our own fault, and then says nothing about the address.</param>
/// <param name="Problem">In words; null when it was well.</param>
internal readonly record struct ProbeOutcome(ConnectStatus Status, string? Problem);
