using Microsoft.Data.Sqlite;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The one place that creates a SQLite database. Every other connection opens an existing file or fails, so that a file that vanished is
/// missing and not empty.
/// </summary>
internal static class SqliteFile
{
    /// <summary>Creates an empty database in WAL mode, which the file remembers, if there is no file yet.</summary>
    /// <param name="connectionString">As the portal opens it.</param>
    public static async Task CreateIfMissingAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var creating = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (creating.Mode != SqliteOpenMode.ReadWrite || File.Exists(creating.DataSource)) return;

        creating.Mode = SqliteOpenMode.ReadWriteCreate;
        await using var connection = new SqliteConnection(creating.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = 'wal';";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
