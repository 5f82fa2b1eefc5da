namespace PrivateLink.Portal.Health;

/// <summary>What is known of the database at the moment: told to everybody in one place. Thread-safe.</summary>
public sealed class DatabaseState
{
    private volatile DatabaseTrouble? _trouble;

    /// <summary>Raised when it has come, changed or gone, on any thread.</summary>
    public event Action? Changed;

    /// <summary>What is wrong; null while everything works.</summary>
    public DatabaseTrouble? Trouble => _trouble;

    /// <summary>Why the database cannot even be read, in sentences; null while it answers.</summary>
    public string? Away => _trouble is { IsAway: true, Problem: var problem } ? problem : null;

    /// <summary>Why nothing can be saved although the database answers, in sentences; null while it takes what it gets.</summary>
    public string? ReadOnly => _trouble is { IsAway: false, TakesSmallWrites: false, Problem: var problem } ? problem : null;

    /// <summary>Why connections cannot be stored although small changes may still be saved, in sentences; null while both can, or neither.</summary>
    public string? Full => _trouble is { TakesSmallWrites: true, Problem: var problem } ? problem : null;

    /// <summary>Why not everything works; null while it does.</summary>
    public string? Problem => _trouble?.Problem;

    /// <summary>Takes over what was seen. Trouble that changes has been there since it began.</summary>
    /// <returns>Whether that is news.</returns>
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
