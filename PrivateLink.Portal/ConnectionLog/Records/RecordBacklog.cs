using System.Globalization;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// What is decided and not stored yet: bounded, and quick to take from and give to. The pump fills it, <see cref="RecordWriter"/>
/// empties it. Thread-safe.
/// </summary>
/// <remarks>
/// A connection gets one row, at its end; one that lasts longer is stored open and ended later. When the database does not keep up,
/// allowed connections and probes are sampled first, so that there is room for denials; what cannot wait any more is counted as
/// unstored. An ending always finds room: only connections that are open and have a row can have one.
/// </remarks>
public sealed class RecordBacklog(IOptions<RecordsOptions> options, UnstoredRecords unstored, RecordMetrics metrics, RecordJournal journal, TimeProvider time)
{
    /// <summary>Connections older than this are stored before they end.</summary>
    public static readonly TimeSpan StoreOpenAfter = TimeSpan.FromSeconds(5);

    /// <summary>Of allowed connections, while the backlog is between a half and three quarters.</summary>
    public const int OneIn = 10;

    /// <summary>How long gaps are gathered while sampling goes on; afterwards they are stored at once.</summary>
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

    /// <summary>Rows that wait, or are being written.</summary>
    public int Count
    {
        get
        {
            lock (_lock) return CountNow;
        }
    }

    /// <summary>When the oldest connection was decided that waits for its row; null when none does.</summary>
    public DateTimeOffset? WaitingSince
    {
        get
        {
            lock (_lock) return (_writing.Find(record => record.State == PendingState.Waiting) ?? _inserts.FirstOrDefault())?.Decision.Time;
        }
    }

    /// <summary>What waits and what is lost, for operators.</summary>
    public string Meanwhile => string.Create(
        CultureInfo.InvariantCulture,
        $"{Count:N0} rows wait in memory, which has room for {_capacity:N0}{(journal.IsFailing ? " and is all there is: killing the portal loses them" : "")}. "
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

    /// <summary>The next rows to write; null when there are none, or while the last ones are not written yet.</summary>
    /// <param name="size">How many at most.</param>
    /// <param name="everything">Whether open connections, too, are to be stored now: the portal stops.</param>
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

    /// <summary>The database has the last batch. What ended while it was written as open is to be ended there, too.</summary>
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

    /// <summary>A long shortage makes a gap row now and then, a short one makes a single row when it is over.</summary>
    private RecordGap? TakeGap(bool everything)
    {
        if (!everything && !IsRelaxed && time.GetElapsedTime(_gapTakenAt) < GatherGaps) return null;
        _gapTakenAt = time.GetTimestamp();
        return unstored.Take();
    }
}
