using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Connects an admitted connection to its upstream. Tries at most two addresses, and none after the first byte was sent.</summary>
internal sealed class UpstreamConnector(
    UpstreamSelector selector, SourceAddresses sources, ConnectingBudget budget, OwnFaults faults, IOptions<EngineOptions> options, TimeProvider time)
{
    private const int MaximumAttempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _attemptTimeout = options.Value.Timeouts.Connect;

    /// <summary>Connects. On success the address counts the connection, and the caller must call <see cref="AddressHealth.Leave"/>.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<UpstreamConnection> ConnectAsync(TransportConnection connection, Upstream upstream)
    {
        if (!connection.TryHold(budget.ShareOf(upstream)))
        {
            faults.Report(OwnFault.ConnectingBytes, upstream.Name);
            return new(null, CloseReason.EngineExhausted);
        }

        var started = time.GetTimestamp();
        var addresses = await selector.OrderAsync(upstream);
        await connection.ReturnAsync();
        var failure = CloseReason.BackendNone;
        var turn = sources.NextTurn();
        for (var attempt = 0; attempt < Math.Min(addresses.Count, MaximumAttempts); attempt++)
        {
            if (connection.Aborted is not null || time.GetElapsedTime(started) > Patience) break;
            var address = addresses[attempt];
            var status = ConnectStatus.Refused;
            address.Enter();
            try
            {
                status = await connection.ConnectAsync(address.Address, sources.Of(address.Address, turn), _attemptTimeout);
                for (var others = sources.CountFor(address.Address) - 1; others > 0 && status is ConnectStatus.NoPort or ConnectStatus.NoSource; others--)
                {
                    if (status == ConnectStatus.NoSource) faults.Report(OwnFault.SourceAddress, address.Address.ToString()); // reported even if another source address works
                    status = await connection.ConnectAsync(address.Address, sources.Of(address.Address, ++turn), _attemptTimeout);
                }
            }
            finally
            {
                if (status != ConnectStatus.Connected) address.Leave();
            }

            if (status == ConnectStatus.Connected)
            {
                address.Connected();
                return new(address, default);
            }

            failure = FailureOf(status);
            if (connection.Aborted is null) Blame(address, status);
        }

        return new(null, failure);
    }

    private static CloseReason FailureOf(ConnectStatus status) => status switch
    {
        ConnectStatus.TimedOut => CloseReason.BackendTimeout,
        ConnectStatus.Refused => CloseReason.BackendRefused,
        _ => CloseReason.EngineExhausted,
    };

    /// <summary>
    /// Counts a failure against the address only if the address caused it. Otherwise an exhausted engine would eject healthy upstreams one by one.
    /// </summary>
    private void Blame(AddressHealth address, ConnectStatus status)
    {
        if (status.AsOwnFault() is not { } fault)
        {
            address.Failed(status == ConnectStatus.TimedOut ? "did not answer in time" : "refused the connection");
            return;
        }

        faults.Report(fault, address.Address.ToString());
        if (fault == OwnFault.Ports) address.LackedPorts();
    }
}

/// <summary>The result of connecting.</summary>
/// <param name="Address">The connected address; null on failure.</param>
/// <param name="Failure">The ending to record on failure.</param>
internal readonly record struct UpstreamConnection(AddressHealth? Address, CloseReason Failure);
