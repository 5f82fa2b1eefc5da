using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The only place that creates a SQLite database. Every other connection opens an existing file or fails. So a lost file is reported as missing, and
/// no empty one replaces it. SQLite copies this file's mode to the files beside it.
/// </summary>
internal static class SqliteFile
{
    private const int NoSuchTable = 1;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>The suffixes that SQLite and the portal append to the file's name for the files beside it.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["-wal", "-shm", "-journal", ".lock"];

    /// <summary>
    /// Makes sure that the last commit is in the file at the path. Open connections keep committing to a file that was moved, deleted or replaced.
    /// This check uses a new connection, which opens the file that is now at the path.
    /// </summary>
    /// <param name="connectionString">The connection string that the portal uses.</param>
    /// <param name="query">A query that finds nothing if the commit is not in the file.</param>
    /// <param name="parameters">The parameters of the query, by name.</param>
    /// <exception cref="DatabaseMovedException">The commit is not in the file at the path. The connections to the old file are closed.</exception>
    /// <exception cref="DatabaseDamagedException">The file is damaged.</exception>
    public static async Task DemandInPlaceAsync(string connectionString, string query, IReadOnlyDictionary<string, object> parameters, CancellationToken cancellationToken)
    {
        var anew = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (anew.Mode == SqliteOpenMode.Memory || anew.DataSource is "" or ":memory:") return;
        OpenedSqliteFile.Of(connectionString)?.DemandInPlace();
        try
        {
            await using var connection = new SqliteConnection(anew.ToString());
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The queries are constants of this assembly. Values are passed as parameters.
            command.CommandText = query;
#pragma warning restore CA2100
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            if (await command.ExecuteScalarAsync(cancellationToken) is not null) return;
        }
        catch (SqliteException exception) when (!File.Exists(anew.DataSource) || exception.SqliteErrorCode is NotADatabase or Corrupt or NoSuchTable)
        {
            // The damage concerns the open file only if the path still leads to it.
            var file = OpenedSqliteFile.Of(connectionString);
            file?.DemandInPlace();
            file?.Note(exception);
            file?.DemandWhole();
            throw Moved(connectionString, exception);
        }
        catch (SqliteException)
        {
            return; // the commit succeeded and a file is at its path; only the check failed: no descriptor, or a lock
        }

        throw Moved(connectionString, cause: null);
    }

    private static DatabaseMovedException Moved(string connectionString, SqliteException? cause)
    {
        using (var pooled = new SqliteConnection(connectionString)) SqliteConnection.ClearPool(pooled);
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        return cause is null
            ? new DatabaseMovedException($"The database {file} was replaced while the portal used it.")
            : new DatabaseMovedException($"The database {file} was moved, deleted or damaged while the portal used it: {cause.Message}", cause);
    }

    /// <summary>Creates an empty database in WAL mode if there is no file yet. The file keeps the mode.</summary>
    /// <param name="connectionString">The connection string that the portal uses.</param>
    public static async Task CreateIfMissingAsync(string connectionString, CancellationToken cancellationToken = default)
    {
        var existing = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        if (existing.Mode != SqliteOpenMode.ReadWrite || File.Exists(existing.DataSource)) return;

        // An empty file is an empty database. If SQLite created the file, every user could read it.
        PrivateFiles.CreateEmpty(existing.DataSource);
        await using var connection = new SqliteConnection(existing.ToString());
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = 'wal';";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
