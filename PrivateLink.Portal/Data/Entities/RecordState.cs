namespace PrivateLink.Portal.Data.Entities;

/// <summary>How much of a connection its row knows. Values are persisted; never renumber.</summary>
public enum RecordState
{
    /// <summary>The connection lasts; only its decision is known.</summary>
    Open = 1,

    /// <summary>Decision and ending are known.</summary>
    Ended = 2,

    /// <summary>The engine went away before the connection ended: nobody saw how.</summary>
    Interrupted = 3,
}
