using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>SQL Server settings that the portal can work with, but that an operator should know about.</summary>
internal static class DatabaseAdvice
{
    /// <summary>The bit in a collation's style that means "ignore case" (COLLATIONPROPERTY, ComparisonStyle).</summary>
    private const int IgnoresCase = 1;

    /// <summary>Returns one row about the connected database. Every login may read it.</summary>
    private const string Query =
        """
        SELECT [is_read_committed_snapshot_on] AS [ReadsSnapshots],
            CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')) AS [Collation],
            CONVERT(int, COLLATIONPROPERTY(CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')), 'ComparisonStyle')) AS [Style]
        FROM [sys].[databases] WHERE [database_id] = DB_ID()
        """;

    /// <summary>Returns one sentence for each setting. Returns none for SQLite.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(PortalDbContext context, CancellationToken cancellationToken = default)
    {
        if (!context.Database.IsSqlServer()) return [];
        var settings = (await context.Database.SqlQueryRaw<Settings>(Query).ToListAsync(cancellationToken)).Single();
        return [.. Of(settings, new SqlConnectionStringBuilder(context.Database.GetConnectionString()))];
    }

    internal static IEnumerable<string> Of(Settings settings, SqlConnectionStringBuilder connection)
    {
        if (!settings.ReadsSnapshots)
            yield return "READ_COMMITTED_SNAPSHOT is off: pages and saves wait for each other. Run ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON once, without other connections.";
        if (connection.Encrypt == SqlConnectionEncryptOption.Optional)
            yield return "The connection may be unencrypted (Encrypt=Optional): set Encrypt=Mandatory or Strict in Database:ConnectionString.";
        if (connection.TrustServerCertificate)
            yield return "The server's certificate is not checked (TrustServerCertificate=True): an attacker on the network can pose as the server. Install a certificate that this machine trusts.";
        if ((settings.Style & IgnoresCase) == 0)
            yield return $"The collation {settings.Collation} is case-sensitive: searching the history is case-sensitive too. Names that must be unique are still compared without case.";
    }

    /// <summary>The result of the query.</summary>
    internal sealed class Settings
    {
        public bool ReadsSnapshots { get; init; }

        public string Collation { get; init; } = "";

        public int Style { get; init; }
    }
}
