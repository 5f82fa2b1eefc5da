using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The checks of one upstream address, again and again, at a pace of its own: no other address delays them, unless very many are checked at once. A
/// fault of our own is logged, and the next check comes all the same.
/// </summary>
internal sealed class AddressCheck(AddressHealth address, UpstreamProbe probe, CheckLanes lanes, OwnFaults faults, TimeoutOptions timeouts, TimeSpan interval, TimeProvider time, ILogger logger)
{
    private const double Jitter = 0.1;

    private bool _isSilent;

    /// <summary>Ends when it is cancelled. Never throws.</summary>
    public async Task RunAsync(CancellationToken gone)
    {
        await PauseAsync(interval * Random.Shared.NextDouble(), gone); // addresses that come together are not checked together
        while (!gone.IsCancellationRequested)
        {
            var started = time.GetTimestamp();
            try
            {
                await CheckAsync(gone);
            }
            catch (Exception error) when (!gone.IsCancellationRequested)
            {
                LogGuard.Try(() => EngineLog.CheckFailed(logger, error, address.Address));
            }
            catch (Exception)
            {
                return; // nobody uses the address any more, or the process stops
            }

            var next = interval * (1 - Jitter + (2 * Jitter * Random.Shared.NextDouble()));
            await PauseAsync(next - time.GetElapsedTime(started), gone);
        }
    }

    private async Task CheckAsync(CancellationToken gone)
    {
        var outcome = await TryAsync(gone);
        _isSilent = outcome.Status == ConnectStatus.TimedOut;
        if (outcome.Status.AsOwnFault() is { } fault)
        {
            faults.Report(fault, address.Address.ToString()); // nothing is known about the address
            return;
        }

        if (!address.Checked(outcome.Problem)) return;
        LogGuard.Try(() =>
        {
            if (outcome.Problem is null) EngineLog.UpstreamUp(logger, address.Address);
            else EngineLog.UpstreamDown(logger, address.Address, outcome.Problem);
        });
    }

    /// <summary>Whoever has answered lately is given little time, in a lane where nobody waits long. If it has gone silent, it is asked again in the other lane.</summary>
    private async Task<ProbeOutcome> TryAsync(CancellationToken gone)
    {
        if (!_isSilent)
        {
            var patience = CheckLanes.Patience < timeouts.Connect ? CheckLanes.Patience : timeouts.Connect;
            var outcome = await lanes.InAsync(CheckLane.Answering, () => probe.TryAsync(address.Address, patience, gone), gone);
            if (outcome.Status != ConnectStatus.TimedOut || patience == timeouts.Connect) return outcome;
        }

        return await lanes.InAsync(CheckLane.Silent, () => probe.TryAsync(address.Address, timeouts.Connect, gone), gone);
    }

    private async Task PauseAsync(TimeSpan pause, CancellationToken gone)
    {
        if (pause > TimeSpan.Zero) await Task.Delay(pause, time, gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        else await Task.Yield(); // a check that takes longer than the interval: at once, but others have their turn
    }
}
