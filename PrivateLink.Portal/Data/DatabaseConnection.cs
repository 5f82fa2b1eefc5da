using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PrivateLink.Portal.Data;

/// <summary>Turns the settings into a connection, for each provider.</summary>
public static class DatabaseConnection
{
    private const string ApplicationName = "PrivateLink";

    /// <summary>Enough for a deadlock or a short fail-over. After that, the caller gets an error that the database is away.</summary>
    private const int Retries = 3;

    private const int ConnectSeconds = 5;

    private const int LockSeconds = 5;

    private static readonly TimeSpan LongestRetryDelay = TimeSpan.FromSeconds(1);

    public static DbContextOptionsBuilder UseSqlite(this DbContextOptionsBuilder builder, DatabaseOptions options, string contentRoot)
    {
        var connection = SqliteConnectionString(options, contentRoot);
        return builder
            .UseSqlite(connection, sqlite => sqlite.CommandTimeout(Seconds(options)))
            .AddInterceptors(SqliteInPlace.Instance, SqliteSettings.Instance)
            .LeaveFaultsToTheirCallers()
            .LogTo(static (id, _) => id == CoreEventId.QueryIterationFailed, failed => SqliteInPlace.NoteReading(connection, failed));
    }

    public static DbContextOptionsBuilder UseSqlServer(this DbContextOptionsBuilder builder, DatabaseOptions options) =>
        builder
            .UseSqlServer(SqlServerConnectionString(options), sqlServer => sqlServer.CommandTimeout(Seconds(options)).EnableRetryOnFailure(Retries, LongestRetryDelay, errorNumbersToAdd: null))
            .LeaveFaultsToTheirCallers();

    /// <summary>The file of a SQLite database. Null if the database has no file of its own.</summary>
    public static string? SqliteFile(DatabaseOptions options, string contentRoot)
    {
        if (options.Provider != DatabaseProvider.Sqlite) return null;
        var connection = new SqliteConnectionStringBuilder(SqliteConnectionString(options, contentRoot));
        return connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.Ordinal)
            ? null
            : connection.DataSource;
    }

    /// <summary>
    /// Each fault reaches the caller as an exception, and the caller reports it once. Otherwise EF would also log it on every attempt of an outage,
    /// without its cause.
    /// </summary>
    private static DbContextOptionsBuilder LeaveFaultsToTheirCallers(this DbContextOptionsBuilder builder) => builder.ConfigureWarnings(static faults => faults.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug)));

    private static string SqliteConnectionString(DatabaseOptions options, string contentRoot)
    {
        var connection = string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(contentRoot, options.Path) }
            : new SqliteConnectionStringBuilder(options.ConnectionString);

        // Only SqliteFile creates a missing file, never a query.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate && connection.DataSource is not ("" or ":memory:")) connection.Mode = SqliteOpenMode.ReadWrite;

        // With a shared cache, a held lock becomes an error that ignores every timeout.
        connection.Cache = SqliteCacheMode.Private;
        connection.ForeignKeys = true;
        // Applies to operations that are not commands, such as the start of a transaction. It reports a held lock within seconds.
        connection.DefaultTimeout = Math.Min(Seconds(options), LockSeconds);
        return connection.ToString();
    }

    internal static string SqlServerConnectionString(DatabaseOptions options)
    {
        var connection = new SqlConnectionStringBuilder(options.ConnectionString);
        if (!connection.ShouldSerialize("Application Name")) connection.ApplicationName = ApplicationName;

        // Detects an outage within seconds, and its end at once. By default the pool repeats the old error for up to a minute.
        if (!connection.ShouldSerialize("Connect Timeout")) connection.ConnectTimeout = ConnectSeconds;
        if (!connection.ShouldSerialize("Pool Blocking Period")) connection.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        return connection.ToString();
    }

    private static int Seconds(DatabaseOptions options) => (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
}
