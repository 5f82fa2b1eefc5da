using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Records faults of the engine itself that prevented connections to upstreams. It counts them and shows them for a while. It logs each kind once a
/// minute, since an exhausted engine fails thousands of times a second. Thread-safe.
/// </summary>
internal sealed class OwnFaults(EngineMetrics metrics, TimeProvider time, ILogger<OwnFaults> logger)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShowFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<OwnFault, Seen> _seen = [];

    /// <summary>The faults within the last five minutes.</summary>
    public IReadOnlyList<OwnFaultStatus> Recent
    {
        get
        {
            lock (_lock)
                return [.. from seen in _seen
                           where time.GetElapsedTime(seen.Value.LastAt) < ShowFor
                           orderby seen.Key
                           select new OwnFaultStatus(seen.Key, seen.Value.Towards, seen.Value.Count)];
        }
    }

    /// <summary>Records a fault. Never throws, so that a failing log or metric neither stops the attempt at the next address nor ends a check's loop.</summary>
    /// <param name="fault">The kind of fault.</param>
    /// <param name="towards">The upstream address, or the upstream's name if no address was tried.</param>
    public void Report(OwnFault fault, string towards)
    {
        LogGuard.Try(() => metrics.OwnFault(fault.Code()));
        long unlogged;
        lock (_lock)
        {
            if (!_seen.TryGetValue(fault, out var seen)) _seen.Add(fault, seen = new Seen(towards));
            (seen.Towards, seen.LastAt) = (towards, time.GetTimestamp());
            seen.Count++;
            seen.Unlogged++;
            if (seen.LoggedAt is { } at && time.GetElapsedTime(at) < LogEvery) return;
            (unlogged, seen.Unlogged, seen.LoggedAt) = (seen.Unlogged, 0, seen.LastAt);
        }

        LogGuard.Try(() => EngineLog.OwnFault(logger, towards, fault.Meaning(), unlogged));
    }

    private sealed class Seen(string towards)
    {
        public string Towards { get; set; } = towards;

        public long Count { get; set; }

        public long Unlogged { get; set; }

        public long LastAt { get; set; }

        public long? LoggedAt { get; set; }
    }
}

/// <summary>A recent fault of the engine itself.</summary>
/// <param name="Fault">The kind of fault.</param>
/// <param name="Towards">The upstream address, or the upstream's name, of the last occurrence.</param>
/// <param name="Count">The occurrences since the process started.</param>
public sealed record OwnFaultStatus(OwnFault Fault, string Towards, long Count);
