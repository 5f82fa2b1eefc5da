using System.Net;
using System.Net.Sockets;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Checks an upstream address by opening and closing a TCP connection, from the same source addresses as relays. Thread-safe.</summary>
internal sealed class UpstreamProbe(SourceAddresses sources, TimeProvider time)
{
    /// <param name="address">The address.</param>
    /// <param name="timeout">How long to wait for an answer.</param>
    /// <param name="stopping">Cancelled when the process stops, or when the address is no longer in use.</param>
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

/// <summary>The result of one check.</summary>
/// <param name="Status">The status. If it is the engine's own fault, it says nothing about the address.</param>
/// <param name="Problem">The failure in words; null on success.</param>
internal readonly record struct ProbeOutcome(ConnectStatus Status, string? Problem);
