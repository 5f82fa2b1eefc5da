using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace PrivateLink.Portal.Data;

/// <summary>What the two databases mean by their error numbers.</summary>
public static class DatabaseErrors
{
    private const int SqliteBusy = 5;
    private const int SqliteLocked = 6;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;

    private const int SqlServerDeadlockVictim = 1205;
    private const int SqlServerDuplicateKeyInIndex = 2601;
    private const int SqlServerDuplicateKey = 2627;

    /// <summary>Two rows would have had the same unique value.</summary>
    public static bool IsUniqueViolation(Exception exception) => CauseOf(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        SqlException sqlServer => sqlServer.Number is SqlServerDuplicateKey or SqlServerDuplicateKeyInIndex,
        _ => false,
    };

    /// <summary>
    /// The column of a table whose value two rows would have shared; null when it is not known. Both databases name their own thing in the
    /// message, whatever its language: SQLite the columns, SQL Server the index.
    /// </summary>
    public static (string Table, string Column)? UniqueColumnOf(Exception exception, IModel model)
    {
        if (!IsUniqueViolation(exception)) return null;
        var message = CauseOf(exception).Message;
        foreach (var index in model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()).Where(index => index.IsUnique))
        {
            var table = index.DeclaringEntityType.GetTableName()!;
            var isNamed = message.Contains($"'{index.GetDatabaseName()}'", StringComparison.Ordinal)
                || index.Properties.All(property => message.Contains($"{table}.{property.Name}", StringComparison.Ordinal));
            if (isNamed) return (table, index.Properties[^1].Name);
        }

        return null;
    }

    /// <summary>Somebody else was writing the same rows at the same time: doing the whole thing again finds theirs.</summary>
    public static bool IsLostRace(Exception exception) => IsUniqueViolation(exception) || CauseOf(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteBusy or SqliteLocked,
        SqlException sqlServer => sqlServer.Number == SqlServerDeadlockVictim,
        _ => false,
    };

    /// <summary>The database, or the way to it, failed; not our own code.</summary>
    public static bool IsDatabaseFault(Exception exception) =>
        exception is DbUpdateException or TimeoutException || CauseOf(exception) is DbException or SocketException;

    /// <summary>A sentence for a person, without the stack.</summary>
    public static string Explain(Exception exception)
    {
        var cause = CauseOf(exception);
        var database = cause switch
        {
            SqliteException => "The SQLite database",
            SqlException => "SQL Server",
            _ => "The database",
        };
        return $"{database} could not be used: {cause.Message.TrimEnd('.')}.";
    }

    /// <summary>The database's own exception; what lies below it is the operating system's, and says less.</summary>
    private static Exception CauseOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (cause is DbException)
                return cause;
        return exception.GetBaseException();
    }
}
