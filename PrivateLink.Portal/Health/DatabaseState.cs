using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Health;

/// <summary>The known state of the database, for all pages. Thread-safe.</summary>
public sealed class DatabaseState
{
    private volatile DatabaseTrouble? _trouble;
    private volatile PastTrouble? _past;
    private volatile DiskSpace? _disk;

    /// <summary>Raised on any thread when the trouble begins, changes or ends.</summary>
    public event Action? Changed;

    /// <summary>What is wrong; null while everything works.</summary>
    public DatabaseTrouble? Trouble => _trouble;

    /// <summary>Why the portal cannot even read the database, in sentences; null while it answers.</summary>
    public string? Away => _trouble is { IsAway: true, Problem: var problem } ? problem : null;

    /// <summary>Why nothing can be saved although the database answers, in sentences; null while it accepts writes.</summary>
    public string? ReadOnly => _trouble is { IsAway: false, TakesSmallWrites: false, Problem: var problem } ? problem : null;

    /// <summary>Why connections cannot be stored although small changes can, in sentences; null if both work or both fail.</summary>
    public string? Full => _trouble is { TakesSmallWrites: true, Problem: var problem } ? problem : null;

    /// <summary>Why something does not work; null while everything works.</summary>
    public string? Problem => _trouble?.Problem;

    /// <summary>The last trouble that is over, for a day; null if there was none that lasted.</summary>
    public PastTrouble? Past => _past;

    /// <summary>How full the disk of the database is, as a sentence; null if the database has no file here, or if the disk cannot be queried.</summary>
    internal string? DiskWords => _disk is { } disk ? $"The disk of the database, folder {disk.Folder}: {disk.Words}." : null;

    internal bool IsAlmostFull => AlmostFull is not null;

    /// <summary>The disk that will soon be full; null if it has room, or if it is full already.</summary>
    internal DiskSpace? AlmostFull => _trouble is null && _disk is { IsAlmostFull: true } disk ? disk : null;

    internal void Remember(PastTrouble? past) => _past = past;

    internal void Measured(DiskSpace? disk) => _disk = disk;

    /// <summary>Records the result of a check. Trouble that only changes keeps its original start time.</summary>
    /// <returns>Whether the state changed.</returns>
    internal bool Become(DatabaseTrouble? seen)
    {
        var before = _trouble;
        if (before is not null && seen is not null) seen = seen with { Since = before.Since };
        if (before == seen) return false;
        _trouble = seen;
        Changed?.Invoke();
        return true;
    }
}
