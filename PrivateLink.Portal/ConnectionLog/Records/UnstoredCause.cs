namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>Why a connection has no row.</summary>
public enum UnstoredCause
{
    /// <summary>Left out on purpose, to keep room for denials while the database is slow or gone.</summary>
    Sampled,

    /// <summary>The backlog was full.</summary>
    BacklogFull,

    /// <summary>It was decided faster than the portal could take it.</summary>
    Overrun,

    /// <summary>The database already holds another connection under its ID: two engines share a node number, or the clock ran backwards.</summary>
    DuplicateId,

    /// <summary>The database refused the row itself, and takes others.</summary>
    Refused,
}
