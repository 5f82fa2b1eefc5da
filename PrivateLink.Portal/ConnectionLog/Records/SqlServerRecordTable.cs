using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Writes many rows with bulk copy, and few with inserts of several rows. Writes endings as several updates in one command.</summary>
internal sealed class SqlServerRecordTable(PortalDbContext context) : RecordTable(context)
{
    /// <summary>
    /// The number of rows from which bulk copy is used. In the SIMPLE and BULK_LOGGED recovery models, each bulk copy allocates whole extents of 64
    /// KB, even for few rows. There are four copies a second.
    /// </summary>
    public const int BulkFrom = 300;

    /// <summary>Below the limit of 2,100 parameters for a command.</summary>
    private const int Parameters = 2_000;

    private static readonly string Columns = string.Join(", ", RecordColumn.All.Select(column => $"[{column.Name}]"));

    public override Task InsertAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken) =>
        records.Count < BulkFrom ? InsertFewAsync(records, cancellationToken) : InsertManyAsync(records, cancellationToken);

    public override Task EndAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken) =>
        RunAsync(records, RecordColumn.Ending.Count + 1, AppendEndings, cancellationToken);

    /// <summary>
    /// Reads the row count of the partitions, because counting ten million rows reads them all. The count may omit rows that are being written.
    /// </summary>
    public override async Task<long> CountAsync(CancellationToken cancellationToken) => (await Context.Database
        .SqlQueryRaw<long>($"SELECT COALESCE(SUM([rows]), 0) AS [Value] FROM [sys].[partitions] WHERE [object_id] = OBJECT_ID(N'[{RecordColumn.Table}]') AND [index_id] IN (0, 1)")
        .ToListAsync(cancellationToken))[0];

    private Task InsertFewAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken) =>
        RunAsync(records, RecordColumn.All.Count, AppendInsert, cancellationToken);

    private async Task InsertManyAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken)
    {
        var connection = (SqlConnection)Context.Database.GetDbConnection();
        var transaction = (SqlTransaction)Context.Database.CurrentTransaction!.GetDbTransaction();
        using var bulk = new SqlBulkCopy(connection, SqlBulkCopyOptions.Default, transaction)
        {
            DestinationTableName = $"[{RecordColumn.Table}]",
            BulkCopyTimeout = Context.Database.GetCommandTimeout() ?? connection.CommandTimeout,
        };
        foreach (var column in RecordColumn.All) bulk.ColumnMappings.Add(column.Name, column.Name);
        await using var rows = new RecordDataReader(records);
        await bulk.WriteToServerAsync(rows, cancellationToken);
    }

    private async Task RunAsync(
        IReadOnlyList<ConnectionRecord> records, int parametersOfOne, Action<StringBuilder, List<object>, ArraySegment<ConnectionRecord>> append, CancellationToken cancellationToken)
    {
        foreach (var some in RepeatedSizes.Divide(records, Parameters / parametersOfOne))
        {
            var command = new StringBuilder();
            var values = new List<object>(some.Count * parametersOfOne);
            append(command, values, some);
            await Context.Database.ExecuteSqlRawAsync(command.ToString(), values, cancellationToken);
        }
    }

    private static void AppendInsert(StringBuilder command, List<object> values, ArraySegment<ConnectionRecord> records)
    {
        command.Append("INSERT INTO [").Append(RecordColumn.Table).Append("] (").Append(Columns).Append(") VALUES ")
            .AppendJoin(", ", records.Select(record => $"({string.Join(", ", RecordColumn.All.Select(column => Parameter(values, column, record)))})"))
            .Append(';');
    }

    private static void AppendEndings(StringBuilder command, List<object> values, ArraySegment<ConnectionRecord> records)
    {
        foreach (var record in records)
        {
            var assignments = RecordColumn.Ending.Select(column => $"[{column.Name}] = {Parameter(values, column, record)}");
            command.Append("UPDATE [").Append(RecordColumn.Table).Append("] SET ").AppendJoin(", ", assignments)
                .Append(" WHERE [Id] = ").Append(Parameter(values, RecordColumn.Id, record)).AppendLine(";");
        }
    }

    private static string Parameter(List<object> values, RecordColumn column, ConnectionRecord record)
    {
        var name = $"@p{values.Count}";
        values.Add(column.Parameter(name, record));
        return name;
    }
}
