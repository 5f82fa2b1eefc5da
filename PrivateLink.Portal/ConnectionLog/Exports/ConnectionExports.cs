using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>Writes stored connections to a stream, newest first, in batches. So neither the database nor memory holds all of them at once.</summary>
public sealed class ConnectionExports(IDbContextFactory<PortalDbContext> contexts, LinkSights sights)
{
    /// <summary>The number of rows in one query.</summary>
    private const int BatchSize = 2_000;

    /// <param name="caller">The caller.</param>
    /// <param name="query">Which connections.</param>
    /// <param name="format">The file format.</param>
    /// <param name="to">The stream to write to.</param>
    /// <param name="progress">Receives the number of written connections and the time of the last one, after each batch.</param>
    /// <param name="cancellationToken">Cancels the export.</param>
    [Requires(Permission.ViewConnections)]
    public async Task WriteAsync(
        Caller caller, HistoryQuery query, ExportFormat format, Stream to, Action<long, DateTimeOffset> progress, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        await using var writer = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 64 * 1024, leaveOpen: true) { NewLine = "\r\n" };
        if (format == ExportFormat.Csv) await writer.WriteLineAsync(ConnectionCsv.Head.AsMemory(), cancellationToken);
        else writer.NewLine = "\n";

        var rows = 0L;
        await foreach (var batch in BatchesAsync(caller, query, cancellationToken))
        {
            foreach (var entry in batch)
                await writer.WriteLineAsync((format == ExportFormat.Csv ? ConnectionCsv.LineOf(entry) : ConnectionJson.LineOf(entry)).AsMemory(), cancellationToken);
            await writer.FlushAsync(cancellationToken);
            rows += batch.Count;
            progress(rows, batch[^1].Time);
        }
    }

    private async IAsyncEnumerable<IReadOnlyList<ConnectionView>> BatchesAsync(
        Caller caller, HistoryQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sight = await sights.OfAsync(caller, cancellationToken);
        var matching = query.Filter.ToExpression(sight);
        var before = query.Highest;
        while (true)
        {
            // If the caller loses access during the export, it stops.
            caller.Demand(Permission.ViewConnections);
            ConnectionEntry[] entries;
            await using (var context = await contexts.OpenAsync(caller, cancellationToken))
            {
                var top = before;
                var records = await context.ConnectionRecords.AsNoTracking().VisibleTo(caller)
                    .Where(record => record.Id >= query.Lowest && record.Id < top).Where(matching)
                    .OrderByDescending(record => record.Id).Take(BatchSize).ToListAsync(cancellationToken);
                if (records.Count == 0) yield break;
                before = records[^1].Id;
                entries = [.. records.Select(StoredConnections.Entry)];
            }

            await sights.LearnAsync(sight, entries, cancellationToken);
            yield return [.. entries.Select(sight.Show)];
            if (entries.Length < BatchSize) yield break;
        }
    }
}
