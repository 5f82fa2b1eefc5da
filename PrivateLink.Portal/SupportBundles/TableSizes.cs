using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>
/// How large the tables of the database are. It never counts rows, because a table may have a hundred million. The portal's SQLite cannot tell
/// the bytes of a table.
/// </summary>
internal static class TableSizes
{
    private const string OfSqlServer =
        """
        SELECT [t].[name] AS [Name],
            SUM(CASE WHEN [p].[index_id] IN (0, 1) AND [a].[type] = 1 THEN [p].[rows] ELSE 0 END) AS [Rows],
            SUM([a].[total_pages]) * 8192 AS [Bytes]
        FROM [sys].[tables] AS [t]
        INNER JOIN [sys].[partitions] AS [p] ON [p].[object_id] = [t].[object_id]
        INNER JOIN [sys].[allocation_units] AS [a] ON [a].[container_id] = [p].[partition_id]
        GROUP BY [t].[name]
        """;

    public static async Task<IReadOnlyList<TableSize>> OfAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        await context.Database.SqlQueryRaw<TableSize>(context.Database.IsSqlServer() ? OfSqlServer : HighestRows(context)).ToListAsync(cancellationToken);

    /// <summary>The highest row number, which SQLite finds at once. Deleted rows count as well.</summary>
    private static string HighestRows(PortalDbContext context) => string.Join(
        " UNION ALL ",
        context.Model.GetEntityTypes().Select(static type => type.GetTableName()).OfType<string>().Distinct()
            .Select(static table => $"""SELECT '{table}' AS "Name", COALESCE(MAX("rowid"), 0) AS "Rows", NULL AS "Bytes" FROM "{table}" """));
}

/// <summary>A table, with its rows and, from SQL Server, its bytes with indexes.</summary>
internal sealed class TableSize
{
    public string Name { get; init; } = "";

    public long Rows { get; init; }

    public long? Bytes { get; init; }
}
