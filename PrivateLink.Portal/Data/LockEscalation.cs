namespace PrivateLink.Portal.Data;

/// <summary>A statement of SQL Server that holds 5,000 locks on a table takes the table itself, and everybody else waits.</summary>
public static class LockEscalation
{
    /// <summary>Rows that one statement changes at most.</summary>
    public const int Rows = 4_000;
}
