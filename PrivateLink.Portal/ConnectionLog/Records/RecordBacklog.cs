using System.Globalization;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Connections that are decided and not stored yet. Bounded and fast. The pump fills it and <see cref="RecordWriter"/> empties it. Thread-safe.
/// </summary>
/// <remarks>
/// A connection gets one row when it ends. A longer one is stored while open, and its row gets the ending later. If the database is too slow,
/// allowed connections and probes are sampled first, to leave room for denials. Connections that cannot wait are counted as unstored. There is
/// always room for an ending, because only open connections with a row can have one.
/// </remarks>
public sealed class RecordBacklog(IOptions<RecordsOptions> options, UnstoredRecords unstored, RecordMetrics metrics, RecordJournal journal, TimeProvider time)
{
    /// <summary>Connections older than this are stored before they end.</summary>
    public static readonly TimeSpan StoreOpenAfter = TimeSpan.FromSeconds(5);

    /// <summary>One allowed connection in this many is kept while the backlog is between half and three quarters full.</summary>
    public const int OneIn = 10;

    /// <summary>How long to collect gaps while sampling continues; after sampling, they are stored at once.</summary>
    private static readonly TimeSpan GatherGaps = TimeSpan.FromSeconds(10);

    private readonly int _capacity = options.Value.Backlog;
    private readonly Lock _lock = new();
    private readonly Dictionary<long, PendingRecord> _open = [];
    private readonly Queue<(long Id, long Since)> _young = new();
    private readonly Queue<PendingRecord> _inserts = new();
    private readonly Queue<PendingRecord> _endings = new();
    private readonly List<PendingRecord> _writing = [];
    private long _gapTakenAt = time.GetTimestamp();
    private int _sample;

    /// <summary>Rows that wait or are being written.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return CountNow;
        }
    }

    /// <summary>Rows that wait and are in no journal file: the end of the process would lose them.</summary>
    public int OnlyInMemory
    {
        get
        {
            lock (_lock) return _inserts.Concat(_endings).Concat(_writing).Count(static record => !record.IsNoted);
        }
    }

    /// <summary>The decision time of the oldest connection that waits for its row; null if none waits.</summary>
    public DateTimeOffset? WaitingSince
    {
        get
        {
            lock (_lock) return (_writing.Find(record => record.State == PendingState.Waiting) ?? _inserts.FirstOrDefault())?.Decision.Time;
        }
    }

    /// <summary>What waits and what was lost, for operators.</summary>
    public string Meanwhile => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count:N0} rows wait in memory, which has room for {_capacity:N0}{(journal.IsFailing ? "; they are not on disk, so killing the portal loses them" : "")}. "
        + $"Since the start, {unstored.Sampled:N0} were left out on purpose and {unstored.Lost:N0} are lost.");

    private int CountNow => _inserts.Count + _endings.Count + _writing.Count;

    private bool IsRelaxed => CountNow < _capacity / 2;

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        lock (_lock)
        {
            var before = CountNow;
            foreach (var @event in events)
                if (@event.Closed is { } closed) Close(closed);
                else Open(@event.Decision);
            metrics.WaitingChanged(CountNow - before);
        }
    }

    /// <summary>The next rows to write; null if there are none. Call only after the last batch is written.</summary>
    /// <param name="size">The most rows to return.</param>
    /// <param name="everything">Whether to store open connections too, because the portal is stopping.</param>
    internal RecordBatch? Next(int size, bool everything = false)
    {
        PendingRecord[] inserts, endings;
        RecordGap? gap;
        lock (_lock)
        {
            if (_writing.Count > 0) throw new InvalidOperationException("The last batch is not written yet.");
            var before = CountNow;
            StoreOpenOnes(everything);
            gap = TakeGap(everything);
            inserts = Dequeue(_inserts, size);
            endings = Dequeue(_endings, size - inserts.Length);
            _writing.AddRange(inserts);
            _writing.AddRange(endings);
            metrics.WaitingChanged(CountNow - before);
            if (_writing.Count == 0 && gap is null) return null;
        }

        return new RecordBatch { Inserts = Array.ConvertAll(inserts, Row), Endings = Array.ConvertAll(endings, Row), Gap = gap };
    }

    /// <summary>Call when the database has the last batch. Connections that ended while it was written get their ending later.</summary>
    internal void Written(RecordBatch batch, RecordOutcome outcome)
    {
        lock (_lock)
        {
            var before = CountNow;
            for (var index = 0; index < batch.Inserts.Count; index++)
                if (outcome.CauseOf(batch.Inserts[index].Id) is { } cause) Drop(_writing[index], cause);
                else if (batch.Inserts[index].State == RecordState.Open) StoredOpen(_writing[index]);
                else _writing[index].Release();
            foreach (var ended in _writing.Skip(batch.Inserts.Count)) ended.Release();
            _writing.Clear();
            metrics.WaitingChanged(CountNow - before);
        }
    }

    private static PendingRecord[] Dequeue(Queue<PendingRecord> queue, int size)
    {
        var taken = new PendingRecord[Math.Min(size, queue.Count)];
        for (var index = 0; index < taken.Length; index++) taken[index] = queue.Dequeue();
        return taken;
    }

    private static ConnectionRecord Row(PendingRecord record) => RecordForm.Of(record.Decision, record.Closed);

    private void Open(ConnectionDecision decision)
    {
        var record = new PendingRecord(decision);
        record.Hold(journal.Current);
        _open[decision.Id] = record;
        _young.Enqueue((decision.Id, time.GetTimestamp()));
    }

    private void Close(ConnectionClosed closed)
    {
        if (!_open.Remove(closed.Decision.Id, out var record)) return;
        record.Closed = closed;
        switch (record.State)
        {
            case PendingState.Young: Enqueue(record); break;
            case PendingState.StoredOpen:
                record.Hold(journal.Current);
                _endings.Enqueue(record);
                break;
        }
    }

    private void StoredOpen(PendingRecord record)
    {
        record.State = PendingState.StoredOpen;
        if (record.Closed is null) record.Release();
        else _endings.Enqueue(record);
    }

    private void Drop(PendingRecord record, UnstoredCause cause)
    {
        _open.Remove(record.Decision.Id);
        record.Release();
        unstored.Add(record.Decision, cause);
    }

    private void StoreOpenOnes(bool everything)
    {
        while (_young.TryPeek(out var oldest) && (everything || time.GetElapsedTime(oldest.Since) >= StoreOpenAfter))
        {
            _young.Dequeue();
            if (_open.TryGetValue(oldest.Id, out var record) && record.State == PendingState.Young && !Enqueue(record)) _open.Remove(oldest.Id);
        }
    }

    /// <returns>Whether it will have a row.</returns>
    private bool Enqueue(PendingRecord record)
    {
        if (Refuse(record.Decision.Verdict) is { } cause)
        {
            record.Release();
            unstored.Add(record.Decision, cause);
            return false;
        }

        record.State = PendingState.Waiting;
        _inserts.Enqueue(record);
        return true;
    }

    private UnstoredCause? Refuse(Verdict verdict)
    {
        if (CountNow >= _capacity) return UnstoredCause.BacklogFull;
        if (IsRelaxed || verdict is Verdict.Denied or Verdict.Audited) return null;
        return CountNow < _capacity / 4 * 3 && ++_sample % OneIn == 0 ? null : UnstoredCause.Sampled;
    }

    /// <summary>During a long shortage, stores a gap row now and then. After a short one, stores a single row.</summary>
    private RecordGap? TakeGap(bool everything)
    {
        if (!everything && !IsRelaxed && time.GetElapsedTime(_gapTakenAt) < GatherGaps) return null;
        _gapTakenAt = time.GetTimestamp();
        return unstored.Take();
    }
}
