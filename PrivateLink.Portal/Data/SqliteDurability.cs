using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PrivateLink.Portal.Data;

/// <summary>For rows that are worth less than the wait for the disk.</summary>
internal static class SqliteDurability
{
    private const string Relaxed = "PRAGMA synchronous = NORMAL;";

    /// <summary>
    /// From here on until it is disposed, the context's commits do not wait for the disk: a power cut may take the last of them, and never
    /// damages the file. Call it before a transaction begins. The next context waits again (<see cref="SqliteSettings"/>). SQL Server always waits.
    /// </summary>
    public static async Task RelaxAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        if (!database.IsSqlite()) return;
        await database.OpenConnectionAsync(cancellationToken);
        await database.ExecuteSqlRawAsync(Relaxed, cancellationToken);
    }
}
