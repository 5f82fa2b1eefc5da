using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Settings;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Checks one upstream address at its own interval. Other addresses do not delay it, unless very many are checked at once. An internal fault is
/// logged, and the next check runs as usual.
/// </summary>
internal sealed class AddressCheck(AddressHealth address, UpstreamProbe probe, CheckLanes lanes, OwnFaults faults, TimeoutOptions timeouts, TimeSpan interval, TimeProvider time, ILogger logger)
{
    private const double Jitter = 0.1;

    private bool _isSilent;

    /// <summary>Runs until it is cancelled. Never throws.</summary>
    public async Task RunAsync(CancellationToken gone)
    {
        await PauseAsync(interval * Random.Shared.NextDouble(), gone); // spreads out addresses that were added together
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
                return; // the address is no longer in use, or the process stops
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
            faults.Report(fault, address.Address.ToString()); // a fault of the engine says nothing about the address
            return;
        }

        if (!address.Checked(outcome.Problem)) return;
        LogGuard.Try(() =>
        {
            if (outcome.Problem is null) EngineLog.UpstreamUp(logger, address.Address);
            else EngineLog.UpstreamDown(logger, address.Address, outcome.Problem);
        });
    }

    /// <summary>
    /// An address that answered last time gets a short timeout, in the lane of fast checks. If it does not answer, it is checked again in the slow
    /// lane.
    /// </summary>
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
        else await Task.Yield(); // the check took longer than the interval: repeat at once, but let other work run first
    }
}
