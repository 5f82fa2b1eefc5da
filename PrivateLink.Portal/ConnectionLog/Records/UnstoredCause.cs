namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Why a connection has no row.</summary>
public enum UnstoredCause
{
    /// <summary>Skipped on purpose, to keep room for denials while the database is slow or away.</summary>
    Sampled,

    /// <summary>The backlog was full.</summary>
    BacklogFull,

    /// <summary>It was decided faster than the portal could record it.</summary>
    Overrun,

    /// <summary>The database already has another connection with its ID: two engines share a node number, or the clock ran backwards.</summary>
    DuplicateId,

    /// <summary>The database refused this row, but accepts others.</summary>
    Refused,
}
