using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Background;

/// <summary>Runs one loop. If it throws, the failure is logged and shown in health checks, and the loop restarts after a pause. Thread-safe.</summary>
internal sealed class SupervisedLoop(BackgroundLoop loop, TimeProvider time, ILogger logger)
{
    /// <summary>Longer than the longest pause, so a loop that fails at every start never looks healthy.</summary>
    public static readonly TimeSpan FailingFor = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private volatile Failure? _last;

    public LoopStatus Status => _last is { } last
        ? new(loop.Name, last.Count, last.Error, time.GetElapsedTime(last.At) < FailingFor)
        : new(loop.Name, 0, null, IsFailing: false);

    /// <summary>Ends when the process stops or the loop completes. Never throws.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        var pause = FirstPause;
        while (!stopping.IsCancellationRequested)
        {
            var began = time.GetTimestamp();
            try
            {
                await loop.RunAsync(stopping);
                return;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception error)
            {
                if (time.GetElapsedTime(began) >= FailingFor) pause = FirstPause; // it ran well before this failure
                Failed(error, pause);
            }

            await Task.Delay(pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    private void Failed(Exception error, TimeSpan pause)
    {
        _last = new((_last?.Count ?? 0) + 1, time.GetTimestamp(), error.Message);
        LogGuard.Try(() => EngineLog.LoopFailed(logger, error, loop.Name, pause));
    }

    private sealed record Failure(int Count, long At, string Error);
}
