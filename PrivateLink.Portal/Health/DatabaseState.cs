namespace PrivateLink.Portal.Health;

/// <summary>What is known of the database at the moment: told to everybody in one place. Thread-safe.</summary>
public sealed class DatabaseState
{
    private volatile string? _away;
    private volatile string? _readOnly;

    /// <summary>Raised when one of the two has come, changed or gone, on any thread.</summary>
    public event Action? Changed;

    /// <summary>Why the database cannot even be read, as a sentence; null while it answers.</summary>
    public string? Away => _away;

    /// <summary>Why nothing can be saved although the database answers, as a sentence; null while it takes what it gets.</summary>
    public string? ReadOnly => _readOnly;

    /// <summary>Why not everything works; null while it does.</summary>
    public string? Problem => _away ?? _readOnly;

    /// <returns>Whether that is news.</returns>
    internal bool Become(string? away, string? readOnly)
    {
        if (away == _away && readOnly == _readOnly) return false;
        (_away, _readOnly) = (away, readOnly);
        Changed?.Invoke();
        return true;
    }
}
