using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PrivateLink.Portal.Data;

/// <summary>How the settings become a connection, for each provider.</summary>
public static class DatabaseConnection
{
    private const string ApplicationName = "PrivateLink";

    /// <summary>Enough for a deadlock or a fail-over that is over in a moment. Anyone who waits longer is told that the database is away.</summary>
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

    /// <summary>The file of a SQLite database; null when the database is not in a file of its own.</summary>
    public static string? SqliteFile(DatabaseOptions options, string contentRoot)
    {
        if (options.Provider != DatabaseProvider.Sqlite) return null;
        var connection = new SqliteConnectionStringBuilder(SqliteConnectionString(options, contentRoot));
        return connection.Mode == SqliteOpenMode.Memory || connection.DataSource is "" or ":memory:" || connection.DataSource.StartsWith("file:", StringComparison.Ordinal)
            ? null
            : connection.DataSource;
    }

    /// <summary>
    /// A fault is an exception for the caller, who says once what it means. EF would say the same besides, at each attempt of an outage and without its cause.
    /// </summary>
    private static DbContextOptionsBuilder LeaveFaultsToTheirCallers(this DbContextOptionsBuilder builder) => builder.ConfigureWarnings(static faults => faults.Log(
        (RelationalEventId.ConnectionError, LogLevel.Debug), (RelationalEventId.TransactionError, LogLevel.Debug), (RelationalEventId.CommandError, LogLevel.Debug),
        (CoreEventId.SaveChangesFailed, LogLevel.Debug), (CoreEventId.QueryIterationFailed, LogLevel.Debug)));

    private static string SqliteConnectionString(DatabaseOptions options, string contentRoot)
    {
        var connection = string.IsNullOrWhiteSpace(options.ConnectionString)
            ? new SqliteConnectionStringBuilder { DataSource = Path.Combine(contentRoot, options.Path) }
            : new SqliteConnectionStringBuilder(options.ConnectionString);

        // A missing file is created on purpose (SqliteFile), never as a side effect of a query.
        if (connection.Mode == SqliteOpenMode.ReadWriteCreate && connection.DataSource is not ("" or ":memory:")) connection.Mode = SqliteOpenMode.ReadWrite;

        // A shared cache turns waiting for a lock into an error that no timeout applies to.
        connection.Cache = SqliteCacheMode.Private;
        connection.ForeignKeys = true;
        // Applies to what is not a command of its own, such as the start of a transaction: a held lock is reported within seconds.
        connection.DefaultTimeout = Math.Min(Seconds(options), LockSeconds);
        return connection.ToString();
    }

    internal static string SqlServerConnectionString(DatabaseOptions options)
    {
        var connection = new SqlConnectionStringBuilder(options.ConnectionString);
        if (!connection.ShouldSerialize("Application Name")) connection.ApplicationName = ApplicationName;

        // An outage is noticed in seconds. And it is over when it is over: by default the pool answers with the old error for up to a minute.
        if (!connection.ShouldSerialize("Connect Timeout")) connection.ConnectTimeout = ConnectSeconds;
        if (!connection.ShouldSerialize("Pool Blocking Period")) connection.PoolBlockingPeriod = PoolBlockingPeriod.NeverBlock;
        return connection.ToString();
    }

    private static int Seconds(DatabaseOptions options) => (int)Math.Ceiling(options.CommandTimeout.TotalSeconds);
}
