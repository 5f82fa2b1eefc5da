using System.Data.Common;
using System.Net.Sockets;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.Data;

/// <summary>What the error numbers of the two databases mean.</summary>
public static class DatabaseErrors
{
    /// <summary>The only message for people outside the company.</summary>
    public const string Away = "The database is not available.";

    /// <summary>For people outside the company, if there is no room for a write.</summary>
    public const string NoRoom = "The portal's disk is full. The company that runs the portal sees this and must free space. Try again later.";

    private const int SqlitePermission = 3;
    private const int SqliteBusy = 5;
    private const int SqliteBusySnapshot = 517;
    private const int SqliteLocked = 6;
    private const int SqliteReadOnly = 8;
    private const int SqliteDiskFault = 10;
    private const int SqliteCorrupt = 11;
    private const int SqliteFull = 13;
    private const int SqliteCannotOpen = 14;
    private const int SqliteTooBig = 18;
    private const int SqliteConstraint = 19;
    private const int SqliteMismatch = 20;
    private const int SqliteNotADatabase = 26;
    private const int SqliteConstraintPrimaryKey = 1555;
    private const int SqliteConstraintUnique = 2067;

    private const int SqlServerTimeout = -2;

    /// <summary>The severity of a client's mistake. Above it, the server lacks something or fails.</summary>
    private const byte SqlServerMistake = 16;
    private const int SqlServerDeadlockVictim = 1205;
    private const int SqlServerDuplicateKeyInIndex = 2601;
    private const int SqlServerDuplicateKey = 2627;
    private const int SqlServerAppendOnly = 51_000;
    private const int SqlServerPermissionDenied = 229;
    private const int SqlServerNoPage = 1101;
    private const int SqlServerNoSpace = 1105;
    private const int SqlServerLogFull = 9002;

    /// <summary>Two rows would have had the same unique value.</summary>
    public static bool IsUniqueViolation(Exception exception) => CauseOf(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is SqliteConstraintUnique or SqliteConstraintPrimaryKey,
        SqlException sqlServer => sqlServer.Number is SqlServerDuplicateKey or SqlServerDuplicateKeyInIndex,
        _ => false,
    };

    /// <summary>
    /// The column whose value two rows would have shared. Null if it is not known. Both databases name an object of their own in the message, in any
    /// language and with any quotes. SQLite names the columns, and SQL Server names the index.
    /// </summary>
    public static (string Table, string Column)? UniqueColumnOf(Exception exception, IModel model)
    {
        if (!IsUniqueViolation(exception)) return null;
        var message = CauseOf(exception).Message;
        foreach (var index in model.GetEntityTypes().SelectMany(entity => entity.GetIndexes()).Where(index => index.IsUnique))
        {
            var table = index.DeclaringEntityType.GetTableName()!;
            var isNamed = Names(message, index.GetDatabaseName()!)
                || index.Properties.All(property => message.Contains($"{table}.{property.Name}", StringComparison.Ordinal));
            if (isNamed) return (table, index.Properties[^1].Name);
        }

        return null;
    }

    /// <summary>Whether a message contains a name as a whole word. One index's name may be the prefix of another's.</summary>
    internal static bool Names(string message, string name)
    {
        for (var at = message.IndexOf(name, StringComparison.Ordinal); at >= 0; at = message.IndexOf(name, at + 1, StringComparison.Ordinal))
            if ((at == 0 || !IsPartOfName(message[at - 1])) && (at + name.Length == message.Length || !IsPartOfName(message[at + name.Length])))
                return true;
        return false;
    }

    private static bool IsPartOfName(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>Another writer changed the same rows at the same time. Repeating the whole operation finds the other writer's rows.</summary>
    public static bool IsLostRace(Exception exception) => IsUniqueViolation(exception) || CauseOf(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode == SqliteBusySnapshot || sqlite.SqliteErrorCode == SqliteLocked,
        SqlException sqlServer => sqlServer.Number == SqlServerDeadlockVictim,
        _ => false,
    };

    /// <summary>SQL Server refused to change the audit log. Either our trigger refused it, or the login has no right to change the table.</summary>
    internal static bool IsAppendOnly(Exception exception) => CauseOf(exception) is SqlException sqlServer && IsAppendOnly(sqlServer.Number);

    internal static bool IsAppendOnly(int sqlServerNumber) => sqlServerNumber is SqlServerAppendOnly or SqlServerPermissionDenied;

    /// <summary>Another program locked the database for as long as a connection waits.</summary>
    public static bool IsHeldByAnother(Exception exception) =>
        CauseOf(exception) is SqliteException { SqliteErrorCode: SqliteBusy } sqlite && sqlite.SqliteExtendedErrorCode != SqliteBusySnapshot;

    /// <summary>There is no room for the write: in the file, in its log, or on the disk below.</summary>
    public static bool IsFull(Exception exception) =>
        CauseOf(exception) is SqliteException { SqliteErrorCode: SqliteFull } or SqlException { Number: SqlServerNoPage or SqlServerNoSpace or SqlServerLogFull };

    /// <summary>SQLite found its file damaged.</summary>
    public static bool IsDamage(Exception exception) =>
        CauseOf(exception) is DatabaseDamagedException or SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase };

    /// <summary>The database or the network to it failed, not our own code.</summary>
    public static bool IsDatabaseFault(Exception exception) =>
        exception is DbUpdateException or TimeoutException || CauseOf(exception) is DbException or SocketException;

    /// <summary>
    /// The database may have refused the data itself. In that case it will never accept the same rows. The error numbers do not prove it, so the
    /// caller must try other rows first.
    /// </summary>
    public static bool MayBeRefusal(Exception exception) => !IsUniqueViolation(exception) && CauseOf(exception) switch
    {
        SqliteException sqlite => sqlite.SqliteErrorCode is SqliteConstraint or SqliteMismatch or SqliteTooBig,
        SqlException sqlServer => sqlServer.Class is >= 11 and <= SqlServerMistake && sqlServer.Number is not SqlServerDeadlockVictim and not SqlServerTimeout,
        // A bulk copy checks values itself before it sends them.
        InvalidOperationException or ArgumentException or FormatException or InvalidCastException or OverflowException => true,
        _ => false,
    };

    /// <summary>Why the operation failed, and what to do if that is known. Written for a person, without the stack.</summary>
    public static string Explain(Exception exception)
    {
        var cause = CauseOf(exception);
        if (cause is DatabaseMovedException or DatabaseDamagedException) return cause.Message;
        if (cause is SqliteException && IsFull(exception)) return FullDisk.Unnamed;
        if (IsHeldByAnother(exception)) return "Another program has locked the SQLite database for several seconds.";
        var database = cause switch
        {
            SqliteException => "The SQLite database",
            SqlException => "SQL Server",
            _ => "The database",
        };
        var why = $"{database} could not be used: {cause.Message.TrimEnd('.')}.";
        return cause is SqliteException sqlite && RemedyOf(sqlite.SqliteErrorCode) is { } remedy ? $"{why} {remedy}" : why;
    }

    /// <summary>The same, if the database is known. For a full disk, it adds the folder and how full it is.</summary>
    internal static string Explain(Exception exception, string? connectionString) =>
        (CauseOf(exception) is SqliteException && IsFull(exception) ? FullDisk.Explain(connectionString) : null) ?? Explain(exception);

    /// <summary>Why the operation failed, in a few words that name nothing. Anyone may read them.</summary>
    internal static string Briefly(Exception exception) => CauseOf(exception) switch
    {
        DatabaseMovedException => "its file was moved, deleted or replaced",
        DatabaseDamagedException => "its file is damaged",
        SqliteException { SqliteErrorCode: SqliteFull } => "its disk is full",
        SqliteException { SqliteErrorCode: SqliteReadOnly or SqlitePermission } => "its file or disk is read-only",
        SqliteException { SqliteErrorCode: SqliteCannotOpen } => "its file cannot be opened",
        SqliteException { SqliteErrorCode: SqliteDiskFault } => "its disk has errors",
        SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNotADatabase } => "its file is damaged",
        SqliteException { SqliteErrorCode: SqliteBusy } => "another program has locked it",
        SqliteException => "its file cannot be used",
        SqlException { Number: SqlServerNoPage or SqlServerNoSpace or SqlServerLogFull } => "its disk is full",
        _ => "it cannot be reached",
    };

    private static string? RemedyOf(int sqliteError) => sqliteError switch
    {
        SqliteReadOnly or SqlitePermission => "The portal's account must be able to write to the file and its folder, and the disk must not be mounted read-only.",
        SqliteCannotOpen => "Check that its disk is mounted, that the file is in its place, and that the portal's account can read it and its folder.",
        SqliteDiskFault => "Check its disk.",
        _ => null,
    };

    /// <summary>The same for any caller. A database's own message often names servers, files and accounts, which only the company may see.</summary>
    internal static string ExplainTo(Caller? caller, Exception exception, string? connectionString) =>
        caller?.IsCompany == true ? Explain(exception, connectionString) : IsFull(exception) ? NoRoom : Away;

    /// <summary>The database's own exception. Its inner exceptions come from the operating system and say less.</summary>
    private static Exception CauseOf(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            if (cause is DbException)
                return cause;
        return exception.GetBaseException();
    }
}
