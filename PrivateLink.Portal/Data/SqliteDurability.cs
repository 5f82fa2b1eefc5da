using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace PrivateLink.Portal.Data;

/// <summary>Speeds up commits of rows that are not worth a wait for the disk.</summary>
internal static class SqliteDurability
{
    private const string Relaxed = "PRAGMA synchronous = NORMAL;";

    /// <summary>
    /// Until the context is disposed, its commits do not wait for the disk. A power cut may lose the last commits but never damages the file. Call it
    /// before a transaction begins. The next context waits again (<see cref="SqliteSettings"/>). SQL Server always waits.
    /// </summary>
    public static async Task RelaxAsync(this DatabaseFacade database, CancellationToken cancellationToken)
    {
        if (!database.IsSqlite()) return;
        await database.OpenConnectionAsync(cancellationToken);
        await database.ExecuteSqlRawAsync(Relaxed, cancellationToken);
    }
}
