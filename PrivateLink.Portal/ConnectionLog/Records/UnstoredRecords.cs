using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Counts the connections that get no row, so that every loss is reported. The metrics show it at once; a <see cref="RecordGap"/> follows once the
/// database accepts one. Thread-safe, and fast enough for the engine's threads.
/// </summary>
public sealed class UnstoredRecords(RecordMetrics metrics)
{
    private readonly Lock _lock = new();
    private RecordGap? _gap;
    private long _sampled;
    private long _lost;

    /// <summary>Skipped on purpose since the process started.</summary>
    public long Sampled => Interlocked.Read(ref _sampled);

    /// <summary>Lost since the process started.</summary>
    public long Lost => Interlocked.Read(ref _lost);

    internal void Add(ConnectionDecision decision, UnstoredCause cause)
    {
        metrics.NotStored(decision.Verdict, cause);
        Interlocked.Increment(ref cause == UnstoredCause.Sampled ? ref _sampled : ref _lost);
        lock (_lock) (_gap ??= RecordGap.Begin(decision)).Add(decision, sampled: cause == UnstoredCause.Sampled);
    }

    /// <summary>The counts since the last call; null if there are none.</summary>
    internal RecordGap? Take()
    {
        lock (_lock)
        {
            var gap = _gap;
            _gap = null;
            return gap;
        }
    }
}
