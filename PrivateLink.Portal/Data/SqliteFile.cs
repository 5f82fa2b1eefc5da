using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The one place that creates a SQLite database. Every other connection opens an existing file or fails, so that a file that vanished is
/// missing and not empty. SQLite gives the files beside it the mode of this one.
/// </summary>
internal static class SqliteFile
{
    /// <summary>What SQLite and the portal append to the file's name for the files beside it.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["-wal", "-shm", "-journal", ".lock"];

    /// <summary>Creates an empty database in WAL mode, which the file remembers, if there is no file yet.</summary>
    /// <param name="connectionString">As the portal opens it.</param>
    public static async Task CreateIfMissingAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var existing = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (existing.Mode != SqliteOpenMode.ReadWrite || File.Exists(existing.DataSource)) return;

        // An empty file is an empty database. SQLite would make one that everybody can read.
        PrivateFiles.CreateEmpty(existing.DataSource);
        await using var connection = new SqliteConnection(existing.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = 'wal';";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
