using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>Copies the SQLite database as it is at one moment, while the portal keeps using it.</summary>
public sealed class DatabaseBackup(IDbContextFactory<PortalDbContext> contexts)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <exception cref="DatabaseNotReadyException">
    /// There is nothing to copy, the target file already exists, or this database has its own backup tools.
    /// </exception>
    public async Task WriteAsync(string path, CancellationToken cancellationToken = default)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        if (!context.Database.IsSqlite())
            throw new DatabaseNotReadyException("SQL Server has its own backups: use BACKUP DATABASE or your cloud provider's schedule.");

        var source = new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource;
        if (!File.Exists(source)) throw new DatabaseNotReadyException($"There is no database at {source}.");
        if (File.Exists(path)) throw new DatabaseNotReadyException($"{path} already exists. A backup never overwrites a file.");

        // SQLite accepts an empty file. If it created the file itself, every user could read it.
        PrivateFiles.CreateEmpty(path);
        try
        {
            context.Database.SetCommandTimeout(Longest);
            await context.Database.ExecuteSqlAsync($"VACUUM INTO {path}", cancellationToken);
        }
        catch
        {
            // Half a copy must not be mistaken for a whole one.
            File.Delete(path);
            throw;
        }
    }
}
