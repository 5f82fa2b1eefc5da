using System.Text;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Rows go in bulk; endings as several updates in one command.</summary>
internal sealed class SqlServerRecordTable(PortalDbContext context) : RecordTable(context)
{
    /// <summary>A command takes 2,100 parameters.</summary>
    private static readonly int EndingsInOneCommand = 2_000 / (RecordColumn.Ending.Count + 1);

    public override async Task InsertAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return;
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

    public override async Task EndAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken)
    {
        foreach (var some in records.Chunk(EndingsInOneCommand))
        {
            var statements = new StringBuilder();
            var values = new List<object>();
            foreach (var record in some) AppendEnding(statements, values, record);
            await Context.Database.ExecuteSqlRawAsync(statements.ToString(), values, cancellationToken);
        }
    }

    private static void AppendEnding(StringBuilder statements, List<object> values, ConnectionRecord record)
    {
        var assignments = RecordColumn.Ending.Select(column => $"[{column.Name}] = {Parameter(values, column, record)}");
        statements.Append("UPDATE [").Append(RecordColumn.Table).Append("] SET ").AppendJoin(", ", assignments)
            .Append(" WHERE [Id] = ").Append(Parameter(values, RecordColumn.Id, record)).AppendLine(";");
    }

    private static string Parameter(List<object> values, RecordColumn column, ConnectionRecord record)
    {
        var name = $"@p{values.Count}";
        values.Add(new SqlParameter(name, column.SqlType) { Value = column.Value(record) ?? DBNull.Value });
        return name;
    }
}
