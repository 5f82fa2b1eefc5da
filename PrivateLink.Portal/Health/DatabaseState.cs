namespace PrivateLink.Portal.Health;

/// <summary>The known state of the database, for all pages. Thread-safe.</summary>
public sealed class DatabaseState
{
    private volatile DatabaseTrouble? _trouble;

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
