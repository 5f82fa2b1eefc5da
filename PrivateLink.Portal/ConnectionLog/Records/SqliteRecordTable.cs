using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Runs one prepared statement for each row. SQLite is a library, so sending rows together gains nothing.</summary>
internal sealed class SqliteRecordTable(PortalDbContext context) : RecordTable(context)
{
    private static readonly string Insert =
        $"""INSERT INTO "{RecordColumn.Table}" ({Join(RecordColumn.All, column => $"\"{column.Name}\"")}) VALUES ({Join(RecordColumn.All, Parameter)})""";

    private static readonly string End =
        $"""UPDATE "{RecordColumn.Table}" SET {Join(RecordColumn.Ending, column => $"\"{column.Name}\" = {Parameter(column)}")} WHERE "Id" = @Id""";

    private static readonly RecordColumn[] EndColumns = [.. RecordColumn.Ending, RecordColumn.Id];

    public override Task InsertAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken) =>
        RunAsync(Insert, RecordColumn.All, records, cancellationToken);

    public override Task EndAsync(IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken) =>
        RunAsync(End, EndColumns, records, cancellationToken);

    public override Task<long> CountAsync(CancellationToken cancellationToken) => Context.ConnectionRecords.LongCountAsync(cancellationToken);

    private async Task RunAsync(
        string statement, IReadOnlyList<RecordColumn> columns, IReadOnlyList<ConnectionRecord> records, CancellationToken cancellationToken)
    {
        if (records.Count == 0) return;
        await using var command = Context.Database.GetDbConnection().CreateCommand();
        command.Transaction = Context.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = statement;
        SqliteParameter[] parameters = [.. columns.Select(column => new SqliteParameter { ParameterName = Parameter(column) })];
        command.Parameters.AddRange(parameters);

        try
        {
            foreach (var record in records)
            {
                for (var index = 0; index < parameters.Length; index++) parameters[index].Value = columns[index].Value(record) ?? DBNull.Value;
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
        catch (SqliteException exception)
        {
            OpenedSqliteFile.Of(Context.Database.GetConnectionString()!)?.Note(exception); // this command bypasses the interceptor that notes it
            throw;
        }
    }

    private static string Parameter(RecordColumn column) => $"@{column.Name}";

    private static string Join(IEnumerable<RecordColumn> columns, Func<RecordColumn, string> form) => string.Join(", ", columns.Select(form));
}
