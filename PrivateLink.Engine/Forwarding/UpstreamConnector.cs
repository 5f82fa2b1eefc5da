using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Connects an admitted connection to its upstream: addresses in turn, at most two attempts, never after the first byte went out.
/// </summary>
internal sealed class UpstreamConnector(AddressResolver resolver, IOptions<EngineOptions> options, TimeProvider time)
{
    private const int MaximumAttempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _attemptTimeout = options.Value.Timeouts.Connect;
    private uint _turn;

    /// <summary>Connects.</summary>
    /// <returns>Null when connected, else how the connection ends.</returns>
    public async ValueTask<CloseReason?> ConnectAsync(TransportConnection connection, Upstream upstream)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var addresses = await ResolveAsync(upstream, patience.Token);
        if (addresses.Count == 0) return CloseReason.BackendNone;

        var first = (int)(Interlocked.Increment(ref _turn) % (uint)addresses.Count);
        var failure = CloseReason.BackendNone;
        for (var attempt = 0; attempt < Math.Min(MaximumAttempts, addresses.Count) && !patience.IsCancellationRequested; attempt++)
        {
            switch (await connection.ConnectAsync(addresses[(first + attempt) % addresses.Count], _attemptTimeout))
            {
                case ConnectStatus.Connected: return null;
                case ConnectStatus.Refused: failure = CloseReason.BackendRefused; break;
                case ConnectStatus.TimedOut: failure = CloseReason.BackendTimeout; break;
            }
        }

        return failure;
    }

    private async ValueTask<IReadOnlyList<IPEndPoint>> ResolveAsync(Upstream upstream, CancellationToken cancellation)
    {
        var addresses = new List<IPEndPoint>(upstream.Addresses.Count);
        foreach (var address in upstream.Addresses)
            foreach (var ip in await resolver.ResolveAsync(address.Host, cancellation))
                addresses.Add(new IPEndPoint(ip, address.Port));
        return addresses;
    }
}
