using System.Runtime.CompilerServices;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Connects an admitted connection to its upstream: at most two addresses, never after the first byte went out.</summary>
internal sealed class UpstreamConnector(
    UpstreamSelector selector, SourceAddresses sources, ConnectingBudget budget, OwnFaults faults, IOptions<EngineOptions> options, TimeProvider time)
{
    private const int MaximumAttempts = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly TimeSpan _attemptTimeout = options.Value.Timeouts.Connect;

    /// <summary>Connects. The address of a success has one connection more: the caller ends it with <see cref="AddressHealth.Leave"/>.</summary>
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
                    if (status == ConnectStatus.NoSource) faults.Report(OwnFault.SourceAddress, address.Address.ToString()); // worth knowing, even if another one serves
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

    /// <summary>An address is set aside for what it did itself, never for what the engine lacked: that would take healthy upstreams out one by one.</summary>
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

/// <summary>What came of connecting.</summary>
/// <param name="Address">The address connected to; null when it failed.</param>
/// <param name="Failure">How the connection ends when it failed.</param>
internal readonly record struct UpstreamConnection(AddressHealth? Address, CloseReason Failure);
