using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Records.Journal;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>A connection that is not fully stored yet. Owned by <see cref="RecordBacklog"/> and protected by its lock.</summary>
internal sealed class PendingRecord(ConnectionDecision decision)
{
    private JournalSegment? _noted;

    public ConnectionDecision Decision { get; } = decision;

    /// <summary>Null while it is open.</summary>
    public ConnectionClosed? Closed { get; set; }

    public PendingState State { get; set; } = PendingState.Young;

    /// <summary>Whether a journal file has what the database lacks, so that the end of the process loses nothing.</summary>
    public bool IsNoted => _noted is not null;

    /// <summary>Marks that the database lacks something that the journal file has.</summary>
    public void Hold(JournalSegment? noted)
    {
        Release();
        _noted = noted;
        noted?.Hold();
    }

    /// <summary>Marks that the database has everything, or will never have it.</summary>
    public void Release()
    {
        _noted?.Release();
        _noted = null;
    }
}

internal enum PendingState
{
    /// <summary>Open, but not yet long enough to be stored without its ending.</summary>
    Young,

    /// <summary>Its row waits, or is being written.</summary>
    Waiting,

    /// <summary>It has a row without an ending.</summary>
    StoredOpen,
}
