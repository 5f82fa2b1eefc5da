using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;

namespace PrivateLink.Portal.Data;

/// <summary>Settings of SQL Server with which the portal works, and which an operator would rather know of.</summary>
internal static class DatabaseAdvice
{
    /// <summary>The bit of a collation's style that is set when capitals do not count (COLLATIONPROPERTY, ComparisonStyle).</summary>
    private const int IgnoresCase = 1;

    /// <summary>One row about the database that is connected to; every login may read it.</summary>
    private const string Query =
        """
        SELECT [is_read_committed_snapshot_on] AS [ReadsSnapshots],
            CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')) AS [Collation],
            CONVERT(int, COLLATIONPROPERTY(CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation')), 'ComparisonStyle')) AS [Style]
        FROM [sys].[databases] WHERE [database_id] = DB_ID()
        """;

    /// <summary>One sentence for each setting; none for SQLite.</summary>
    public static async Task<IReadOnlyList<string>> OfAsync(PortalDbContext context, CancellationToken cancellationToken = default)
    {
        if (!context.Database.IsSqlServer()) return [];
        var settings = (await context.Database.SqlQueryRaw<Settings>(Query).ToListAsync(cancellationToken)).Single();
        return [.. Of(settings, new SqlConnectionStringBuilder(context.Database.GetConnectionString()))];
    }

    internal static IEnumerable<string> Of(Settings settings, SqlConnectionStringBuilder connection)
    {
        if (!settings.ReadsSnapshots)
            yield return "READ_COMMITTED_SNAPSHOT is off: pages wait for saves, and saves for pages. Run ALTER DATABASE CURRENT SET READ_COMMITTED_SNAPSHOT ON once, with nobody connected.";
        if (connection.Encrypt == SqlConnectionEncryptOption.Optional)
            yield return "The connection need not be encrypted (Encrypt=Optional): set Encrypt=Mandatory or Strict in Database:ConnectionString.";
        if (connection.TrustServerCertificate)
            yield return "The server's certificate is not checked (TrustServerCertificate=True): anyone on the way can pose as the server. Install a certificate that this machine trusts.";
        if ((settings.Style & IgnoresCase) == 0)
            yield return $"The collation {settings.Collation} tells capitals apart: searching the history finds only the capitals that were typed. Names that must be unique are compared without capitals all the same.";
    }

    /// <summary>What the query answers.</summary>
    internal sealed class Settings
    {
        public bool ReadsSnapshots { get; init; }

        public string Collation { get; init; } = "";

        public int Style { get; init; }
    }
}
