using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Connects an admitted connection to its upstream: at most two addresses, never after the first byte went out.</summary>
internal sealed class UpstreamConnector(UpstreamSelector selector, IOptions<EngineOptions> options, TimeProvider time)
{
    private const int MaximumAttempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _attemptTimeout = options.Value.Timeouts.Connect;

    /// <summary>Connects. The address of a success has one connection more: the caller ends it with <see cref="AddressHealth.Leave"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<UpstreamConnection> ConnectAsync(TransportConnection connection, Upstream upstream)
    {
        var started = time.GetTimestamp();
        var addresses = await selector.OrderAsync(upstream);
        await connection.ReturnAsync();
        var failure = CloseReason.BackendNone;
        for (var attempt = 0; attempt < Math.Min(addresses.Count, MaximumAttempts); attempt++)
        {
            if (connection.Aborted is not null || time.GetElapsedTime(started) > Patience) break;
            var address = addresses[attempt];
            address.Enter();
            var status = await connection.ConnectAsync(address.Address, _attemptTimeout);
            if (status == ConnectStatus.Connected)
            {
                address.Connected();
                return new(address, default);
            }

            address.Leave();
            failure = status == ConnectStatus.TimedOut ? CloseReason.BackendTimeout : CloseReason.BackendRefused;
            if (connection.Aborted is null) address.Failed(status == ConnectStatus.TimedOut ? "did not answer in time" : "refused the connection");
        }

        return new(null, failure);
    }
}

/// <summary>What came of connecting.</summary>
/// <param name="Address">The address connected to; null when it failed.</param>
/// <param name="Failure">How the connection ends when it failed.</param>
internal readonly record struct UpstreamConnection(AddressHealth? Address, CloseReason Failure);
