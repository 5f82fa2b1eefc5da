using Microsoft.Data.Sqlite;
using PrivateLink.Portal.Files;

namespace PrivateLink.Portal.Data;

/// <summary>
/// The one place that creates a SQLite database. Every other connection opens an existing file or fails, so that a file that vanished is
/// missing and not empty. SQLite gives the files beside it the mode of this one.
/// </summary>
internal static class SqliteFile
{
    private const int NoSuchTable = 1;
    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>What SQLite and the portal append to the file's name for the files beside it.</summary>
    public static IReadOnlyList<string> Suffixes { get; } = ["-wal", "-shm", "-journal", ".lock"];

    /// <summary>
    /// Makes sure that what was committed just now is in the file at the path. A file that was moved, deleted or replaced goes on taking commits
    /// through the connections that are open. Asked through a connection of its own, which finds what the path leads to.
    /// </summary>
    /// <param name="connectionString">As the portal opens it.</param>
    /// <param name="query">A query that finds nothing if the commit is not in the file.</param>
    /// <param name="parameters">Of the query, by name.</param>
    /// <exception cref="DatabaseMovedException">It is not there. The connections to the old file are given up.</exception>
    /// <exception cref="DatabaseDamagedException">It is damaged.</exception>
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
#pragma warning disable CA2100 // The queries are this assembly's own; what varies is in the parameters.
            command.CommandText = query;
#pragma warning restore CA2100
            foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
            if (await command.ExecuteScalarAsync(cancellationToken) is not null) return;
        }
        catch (SqliteException exception) when (!File.Exists(anew.DataSource) || exception.SqliteErrorCode is NotADatabase or Corrupt or NoSuchTable)
        {
            // Damage is of the file that is open only if the path still leads to that.
            var file = OpenedSqliteFile.Of(connectionString);
            file?.DemandInPlace();
            file?.Note(exception);
            file?.DemandWhole();
            throw Moved(connectionString, exception);
        }
        catch (SqliteException)
        {
            return; // it was committed, a file is at its place, and only the look at it failed: no descriptor, a lock
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
