using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>
/// Only one process at a time migrates a SQLite file. Entity Framework keeps a lock row in the file. A process that is killed during a migration
/// leaves the row, and every later migration would wait forever. The operating system releases this lock when its process ends. So the holder of this
/// lock knows that any lock row is stale.
/// </summary>
internal sealed class SqliteMigrationLock : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly string _database;
    private readonly FileStream _file;

    private SqliteMigrationLock(string database, FileStream file) => (_database, _file) = (database, file);

    /// <exception cref="DatabaseNotReadyException">Another process has been migrating for a minute.</exception>
    public static async Task<SqliteMigrationLock> AcquireAsync(PortalDbContext context, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = Path.GetFullPath(new SqliteConnectionStringBuilder(context.Database.GetConnectionString()).DataSource);
        PrivateFiles.CreateFolder(Path.GetDirectoryName(database)!);

        // The file stays. If it were deleted, two processes could lock two files of the same name.
        var path = database + ".lock";
        for (var start = time.GetTimestamp(); ;)
            try
            {
                return new(database, PrivateFiles.Open(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException) when (File.Exists(path))
            {
                if (time.GetElapsedTime(start) > Patience)
                    throw new DatabaseNotReadyException($"Another process has been migrating {database} for a minute. Wait for it, or stop it.");
                await Task.Delay(Pause, time, cancellationToken);
            }
    }

    /// <returns>Whether there was a lock row.</returns>
    public async Task<bool> ClearStaleRowAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        if (!File.Exists(_database)) return false;
        var tables = await context.Database
            .SqlQuery<int>($"""SELECT COUNT(*) AS "Value" FROM sqlite_master WHERE type = 'table' AND name = '__EFMigrationsLock'""")
            .SingleAsync(cancellationToken);
        return tables > 0 && await context.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsLock" """, cancellationToken) > 0;
    }

    public void Dispose() => _file.Dispose();
}
