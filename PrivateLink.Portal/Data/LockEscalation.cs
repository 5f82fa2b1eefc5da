namespace PrivateLink.Portal.Data;

/// <summary>
/// If a statement of SQL Server holds 5,000 locks on a table, the server locks the whole table. All other users of the table then wait.
/// </summary>
public static class LockEscalation
{
    /// <summary>The maximum number of rows that one statement changes.</summary>
    public const int Rows = 4_000;
}
