using System.Diagnostics.Metrics;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Marks;

/// <summary>
/// Keeps recent moments of this process in memory: those that are not stored yet, and recently stored ones. So marks appear even without a database.
/// Thread-safe and bounded.
/// </summary>
public sealed class ServiceMoments(IMeterFactory meters)
{
    /// <summary>The most moments that can wait; beyond that, the oldest are dropped.</summary>
    public const int MostWaiting = 500;

    private const int MostRecent = 200;

    private readonly Lock _lock = new();
    private readonly Queue<ServiceMoment> _recent = [];
    private readonly List<ServiceMoment> _waiting = [];
    private readonly Counter<long> _notStored = meters.Create(RecordMetrics.MeterName)
        .CreateCounter<long>("privatelink.marks.not_stored", "{mark}", "Service events that were not stored, because too many were waiting for the database.");

    /// <summary>Moments dropped since the process started.</summary>
    public long Lost { get; private set; }

    /// <summary>The latest moments of this process, oldest first.</summary>
    internal IReadOnlyList<ServiceMoment> Recent
    {
        get
        {
            lock (_lock) return [.. _recent];
        }
    }

    /// <summary>Moments that are not stored yet, oldest first.</summary>
    internal IReadOnlyList<ServiceMoment> Waiting
    {
        get
        {
            lock (_lock) return [.. _waiting];
        }
    }

    internal void Add(ServiceMoment moment)
    {
        lock (_lock)
        {
            _recent.Enqueue(moment);
            if (_recent.Count > MostRecent) _recent.Dequeue();
            _waiting.Add(moment);
            if (_waiting.Count <= MostWaiting) return;
            _waiting.RemoveAt(0);
            Lost++;
        }

        _notStored.Add(1);
    }

    internal void Stored(IReadOnlyList<ServiceMoment> moments)
    {
        lock (_lock) _waiting.RemoveAll(moments.Contains);
    }
}
