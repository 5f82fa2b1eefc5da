using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Diagnostics;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Remembers what the engine itself lacked when it should have connected to upstreams: counted, shown for a while, and logged once a minute for each
/// kind. An exhausted engine fails thousands of times a second. Thread-safe.
/// </summary>
internal sealed class OwnFaults(EngineMetrics metrics, TimeProvider time, ILogger<OwnFaults> logger)
{
    private static readonly TimeSpan LogEvery = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ShowFor = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<OwnFault, Seen> _seen = [];

    /// <summary>What was lacking within the last five minutes.</summary>
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

    /// <summary>One attempt more that could not be made. Never throws: neither log nor metrics may cost a connection its next address, or a check its loop.</summary>
    /// <param name="fault">What was lacking.</param>
    /// <param name="towards">The upstream address, or the upstream's name where no address was tried.</param>
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

/// <summary>What the engine itself lacked lately.</summary>
/// <param name="Fault">What.</param>
/// <param name="Towards">The upstream address, or the name of the upstream, that it last could not connect to for that reason.</param>
/// <param name="Count">How often since the process started.</param>
public sealed record OwnFaultStatus(OwnFault Fault, string Towards, long Count);
