using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Records.Journal;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>A connection on its way into the database. Owned by <see cref="RecordBacklog"/>, under its lock.</summary>
internal sealed class PendingRecord(ConnectionDecision decision)
{
    private JournalSegment? _noted;

    public ConnectionDecision Decision { get; } = decision;

    /// <summary>Null while it is open.</summary>
    public ConnectionClosed? Closed { get; set; }

    public PendingState State { get; set; } = PendingState.Young;

    /// <summary>The database lacks something that is noted there.</summary>
    public void Hold(JournalSegment? noted)
    {
        Release();
        _noted = noted;
        noted?.Hold();
    }

    /// <summary>The database has what there is, or will never have it.</summary>
    public void Release()
    {
        _noted?.Release();
        _noted = null;
    }
}

internal enum PendingState
{
    /// <summary>Open, and not for long enough to be stored without its ending.</summary>
    Young,

    /// <summary>Its row waits, or is being written.</summary>
    Waiting,

    /// <summary>Has its row, without an ending.</summary>
    StoredOpen,
}
