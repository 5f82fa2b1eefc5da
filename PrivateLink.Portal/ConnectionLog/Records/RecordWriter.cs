using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>
/// Writes the backlog to the database, four times a second, in batches of up to 4,000 rows. If the database refuses a batch, it retries the same
/// batch.
/// </summary>
public sealed partial class RecordWriter(
    RecordBacklog backlog, RecordStore store, RecordMetrics metrics, SuccessionState succession, IOptions<EngineOptions> engine, TimeProvider time, ILogger<RecordWriter> logger)
    : DatabaseTask("Storing connections", TimeSpan.FromMilliseconds(250), time, logger)
{
    public const int BatchSize = LockEscalation.Rows;

    /// <summary>The most refusals to log for one batch. The first ones show the problem, and an attacker could cause many.</summary>
    private const int LoggedRefusals = 3;

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly DateTime _startedAt = time.GetUtcNow().UtcDateTime;
    private readonly ILogger _logger = logger;
    private bool _interrupted;
    private RecordBatch? _batch;
    private long _stored;
    private long _lastDuplicate;

    /// <summary>Connections that got their row since the process started.</summary>
    public long Stored => Interlocked.Read(ref _stored);

    /// <summary>
    /// Whether another engine used the same connection IDs within the last ten minutes. Then each engine loses connections to the other.
    /// </summary>
    public bool SharesItsNumber => Volatile.Read(ref _lastDuplicate) is var at and not 0 && Time.GetElapsedTime(at) < Remembered;

    /// <inheritdoc/>
    public override string? Meanwhile => backlog.Meanwhile;

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    /// <summary>Writes until nothing waits; when the portal stops, open connections too.</summary>
    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        await InterruptOnceAsync(cancellationToken);
        while ((_batch ??= backlog.Next(BatchSize, everything: last)) is { } batch)
        {
            var outcome = await WriteAsync(batch, cancellationToken);
            _batch = null;
            backlog.Written(batch, outcome);
            Count(batch, outcome);
        }
    }

    private async Task<RecordOutcome> WriteAsync(RecordBatch batch, CancellationToken cancellationToken)
    {
        var start = Time.GetTimestamp();
        var succeeded = false;
        try
        {
            var outcome = await store.WriteAsync(batch, cancellationToken);
            succeeded = true;
            return outcome;
        }
        finally
        {
            metrics.Wrote(Time.GetElapsedTime(start), succeeded);
        }
    }

    /// <summary>
    /// Runs here and not at the start, because the database may be away at the start, and earlier processes that still drain end their rows themselves.
    /// </summary>
    private async Task InterruptOnceAsync(CancellationToken cancellationToken)
    {
        if (_interrupted || !Duty.IsHeld || succession.Elders.Count > 0) return;
        var takenOver = succession.TookAt is { } at ? new TakenOverRows(at.UtcDateTime, IsSecondLane: succession.TakeOver!.IdLane == 0) : null;
        var records = await store.InterruptAsync(engine.Value.Node, _startedAt, takenOver, cancellationToken);
        if (records > 0) LogInterrupted(records);
        _interrupted = true;
    }

    private void Count(RecordBatch batch, RecordOutcome outcome)
    {
        var duplicates = outcome.Duplicates.Count;
        var stored = batch.Inserts.Count(record => outcome.CauseOf(record.Id) is null);
        Interlocked.Add(ref _stored, stored);
        metrics.Stored(stored);
        if (duplicates > 0)
        {
            Volatile.Write(ref _lastDuplicate, Time.GetTimestamp());
            LogDuplicates(duplicates, engine.Value.NodeNumber);
        }

        foreach (var (row, why) in outcome.Refused.Take(LoggedRefusals)) LogRefused(why, row.Insert?.Id ?? row.Ending?.Id, outcome.Refused.Count);
        if (batch.Gap is { } gap) LogGap(gap.Total, gap.From, gap.To, gap.Lost);
    }

    [LoggerMessage(2043, LogLevel.Warning, "{Total} connections between {From:u} and {To:u} have no row of their own; {Lost} of them were lost, not sampled out")]
    private partial void LogGap(long total, DateTime from, DateTime to, long lost);

    [LoggerMessage(2046, LogLevel.Error, "The database rejects the record of connection {Id}, one of {Refused}, and accepts all others. It is counted as lost")]
    private partial void LogRefused(Exception exception, long? id, int refused);

    [LoggerMessage(2044, LogLevel.Error, "{Duplicates} connections have IDs that already exist. Does another engine also have Engine:NodeNumber {NodeNumber}?")]
    private partial void LogDuplicates(int duplicates, int nodeNumber);

    [LoggerMessage(2045, LogLevel.Warning, "{Records} connections were open when an earlier process of this engine ended unexpectedly")]
    private partial void LogInterrupted(int records);
}
