using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Data;

/// <summary>Checks the database settings. It reports all problems at once, each with its key and an accepted form.</summary>
public sealed class DatabaseOptionsValidator : IValidateOptions<DatabaseOptions>
{
    private static readonly TimeSpan LongestCommandTimeout = TimeSpan.FromMinutes(10);

    public ValidateOptionsResult Validate(string? name, DatabaseOptions options)
    {
        List<string> problems = [.. Problems(options)];
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static IEnumerable<string> Problems(DatabaseOptions options)
    {
        var isSqlite = options.Provider == DatabaseProvider.Sqlite;
        if (!isSqlite && string.IsNullOrWhiteSpace(options.ConnectionString))
            yield return "Database:ConnectionString: required with Database:Provider = SqlServer. "
                + "Example: Server=db;Database=PrivateLink;User ID=portal;Password=...;Encrypt=True.";
        if (isSqlite && string.IsNullOrWhiteSpace(options.Path) && string.IsNullOrWhiteSpace(options.ConnectionString))
            yield return "Database:Path: is empty; set the path of the SQLite file. Example: portal-data/portal.db.";
        if (!string.IsNullOrWhiteSpace(options.ConnectionString) && !IsConnectionString(options))
            yield return $"Database:ConnectionString: not a connection string of {options.Provider}. "
                + "Write pairs of known keys and values, separated by semicolons.";
        if (options.CommandTimeout < TimeSpan.FromSeconds(1) || options.CommandTimeout > LongestCommandTimeout)
            yield return $"Database:CommandTimeout: {options.CommandTimeout} is not between one second and ten minutes. Example: 00:00:15.";
    }

    /// <summary>The message does not repeat the value, because it may contain a password.</summary>
    private static bool IsConnectionString(DatabaseOptions options)
    {
        try
        {
            if (options.Provider == DatabaseProvider.Sqlite) _ = new SqliteConnectionStringBuilder(options.ConnectionString);
            else _ = new SqlConnectionStringBuilder(options.ConnectionString);
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or KeyNotFoundException)
        {
            return false;
        }
    }
}
