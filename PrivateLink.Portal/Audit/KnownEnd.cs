namespace PrivateLink.Portal.Audit;

/// <summary>
/// The end of the chain as this process knows it. A log that was cut off at its end is whole in itself; only somebody who remembers the end
/// can tell. Thread-safe.
/// </summary>
public sealed partial class KnownEnd(ILogger<KnownEnd> logger)
{
    private readonly Lock _lock = new();
    private AuditEnd? _value;
    private string? _problem;
    private int _beginnings;

    /// <summary>Raised when the end has moved on, on any thread.</summary>
    internal event Action? Moved;

    /// <summary>The last entry that is known to be part of the chain; null as long as nothing is known.</summary>
    internal AuditEnd? Value
    {
        get
        {
            lock (_lock) return _value;
        }
    }

    /// <summary>What is wrong with the chain, as a sentence; null while it is as it was.</summary>
    internal string? Problem
    {
        get
        {
            lock (_lock) return _problem;
        }
    }

    /// <summary>How often the end that was known has been given up.</summary>
    internal int Beginnings
    {
        get
        {
            lock (_lock) return _beginnings;
        }
    }

    /// <summary>Gives up the end that was known: an administrator has taken over another database, and the log begins with what is in it.</summary>
    internal void BeginAnew()
    {
        lock (_lock)
        {
            (_value, _problem) = (null, null);
            _beginnings++;
        }

        LogBegun();
    }

    /// <summary>Compares an end that was just read with one that was known before reading.</summary>
    internal void Compare(AuditEnd? known, AuditEnd found)
    {
        if (known is null) return;
        if (found.Sequence < known.Sequence) Judge($"entry {known.Sequence} is gone: the log ends with entry {found.Sequence}");
        else if (found.Sequence == known.Sequence && found.Hash != known.Hash) Judge($"entry {known.Sequence} is another one than was written");
    }

    /// <summary>Takes over a later end: one that this process wrote, or one that was found to continue the end it knows.</summary>
    internal void MoveTo(AuditEnd end)
    {
        lock (_lock)
        {
            // What is written onto a log that was cut off takes the place of what is missing; the end that was known stays as the proof.
            if (_problem is not null || end.Sequence <= (_value?.Sequence ?? -1)) return;
            _value = end;
        }

        Moved?.Invoke();
    }

    /// <summary>Notes what a look at the chain has found.</summary>
    /// <param name="problem">Null when the chain continues from the end that is known.</param>
    internal void Judge(string? problem)
    {
        lock (_lock)
        {
            if (problem == _problem) return;
            _problem = problem;
        }

        if (problem is not null) LogBroken(problem);
        else LogWhole();
    }

    [LoggerMessage(2340, LogLevel.Critical, "The audit log is not what this portal wrote: {Problem}. Keep the database as it is and look who had access to it")]
    private partial void LogBroken(string problem);

    [LoggerMessage(2341, LogLevel.Warning, "The audit log is again what this portal wrote")]
    private partial void LogWhole();

    [LoggerMessage(2346, LogLevel.Warning, "An administrator has confirmed another database: its audit log is taken as it is, and what was known of the end before is kept beside it")]
    private partial void LogBegun();
}
