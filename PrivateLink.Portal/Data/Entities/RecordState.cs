namespace PrivateLink.Portal.Data.Entities;

/// <summary>How much a row knows about its connection. Values are persisted; never renumber.</summary>
public enum RecordState
{
    /// <summary>The connection is still open. Only its decision is known.</summary>
    Open = 1,

    /// <summary>The decision and the ending are known.</summary>
    Ended = 2,

    /// <summary>The engine stopped before the connection ended, so the ending is unknown.</summary>
    Interrupted = 3,
}
