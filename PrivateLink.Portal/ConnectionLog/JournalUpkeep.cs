using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Records.Journal;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Succession;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Stores what earlier processes noted and could not store, and deletes notes that are stored. After any interruption, every connection still has
/// one row and counts once. Rows are recognised by their IDs, and sums by their progress.
/// </summary>
public sealed partial class JournalUpkeep(
    JournalFolder folder,
    RecordJournal journal,
    RecordStore records,
    RollUpCounters rollUps,
    RollUpStore rollUpStore,
    LinkWatch links,
    ObservationStore observationStore,
    SuccessionState succession,
    IDbContextFactory<PortalDbContext> contexts,
    TimeProvider time,
    ILogger<JournalUpkeep> logger)
    : DatabaseTask("Storing connections from an earlier process", TimeSpan.FromSeconds(1), time, logger)
{
    private readonly ILogger _logger = logger;
    private int _eldersAtRecovery = int.MaxValue;

    /// <inheritdoc/>
    protected override bool IsOwnWork => true;

    protected override async Task WorkAsync(bool last, CancellationToken cancellationToken)
    {
        journal.Trim(Math.Min(rollUps.WrittenThrough, links.WrittenThrough), last);
        var elders = succession.Elders.Count;
        if (last || !Duty.IsHeld || elders >= _eldersAtRecovery || folder.Path is null) return; // looks again when an earlier process has ended
        foreach (var left in LeftJournal.Find(folder.Path))
            using (left)
                await RecoverAsync(left, cancellationToken);
        _eldersAtRecovery = elders;
    }

    private async Task RecoverAsync(LeftJournal left, CancellationToken cancellationToken)
    {
        var connections = 0;
        foreach (var file in left.Files)
            if (LeftJournal.Read(file) is not { } frames) LogNotUnderstood(file);
            else connections += await RecoverAsync(new ReportRun(left.RunId), frames, cancellationToken);

        left.Delete();
        if (connections > 0) LogRecovered(connections);
    }

    /// <returns>The number of connections.</returns>
    private async Task<int> RecoverAsync(ReportRun run, IEnumerable<JournalFrame> frames, CancellationToken cancellationToken)
    {
        var rows = new Dictionary<long, ConnectionRecord>();
        var (counters, watch) = await BeginAsync(run, cancellationToken);
        foreach (var frame in frames)
        {
            foreach (var (record, _) in frame.Connections) rows[record.Id] = record;
            counters.TakeAt(frame.Before, frame.Events);
            watch.TakeAt(frame.Before, frame.Events);
        }

        // No one knows how the open connections ended.
        foreach (var record in rows.Values) if (record.State == RecordState.Open) record.State = RecordState.Interrupted;
        foreach (var some in rows.Values.Chunk(RecordWriter.BatchSize)) await records.WriteAsync(new RecordBatch { Inserts = some, Endings = [] }, cancellationToken);
        await rollUpStore.WriteAsync(run, counters.Dirty(), cancellationToken);
        while (watch.Next() is { } seen)
        {
            await observationStore.WriteAsync(run, seen, cancellationToken);
            watch.Written();
        }

        return rows.Count;
    }

    /// <summary>Continues from the last event in the sums of that process.</summary>
    private async Task<(RollUpCounters Counters, LinkWatch Watch)> BeginAsync(ReportRun run, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return (
            new RollUpCounters(Time, await run.ThroughAsync(context, SumKind.RollUps, cancellationToken)),
            new LinkWatch(await run.ThroughAsync(context, SumKind.Observations, cancellationToken)));
    }

    [LoggerMessage(2057, LogLevel.Warning, "An earlier process ended unexpectedly. Its last {Connections} connections were on disk, and all of them are now stored")]
    private partial void LogRecovered(int connections);

    [LoggerMessage(2058, LogLevel.Error, "{File} holds connections written by another version of the portal. They cannot be read and are lost")]
    private partial void LogNotUnderstood(string file);
}
