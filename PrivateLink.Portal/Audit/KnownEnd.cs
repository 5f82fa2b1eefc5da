namespace PrivateLink.Portal.Audit;

/// <summary>
/// The end of the chain as this process knows it. A log that was cut off at its end is whole in itself; only somebody who remembers the end
/// can tell. Thread-safe.
/// </summary>
public sealed partial class KnownEnd(ILogger<KnownEnd> logger)
{
    /// <summary>Own entries that wait for the one before them to be known.</summary>
    private const int MostWritten = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<AuditEnd, AuditEnd> _written = [];
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
            _written.Clear();
            _beginnings++;
        }

        LogBegun();
    }

    /// <summary>
    /// Takes over an entry that this process wrote. The end moves over it only from the entry before it: what lies between the two was written by
    /// others, and is believed when it has been read.
    /// </summary>
    internal void Add(AuditEnd before, AuditEnd entry)
    {
        lock (_lock)
        {
            if (_problem is not null || entry.Sequence <= _value?.Sequence) return;
            if (_written.Count == MostWritten) _written.Clear(); // they are read like anybody else's
            _written[before] = entry;
            if (!Advance()) return;
        }

        Moved?.Invoke();
    }

    /// <summary>Takes over a later end that was found to continue the one that is known.</summary>
    internal void MoveTo(AuditEnd end)
    {
        lock (_lock)
        {
            // What is written onto a log that was cut off takes the place of what is missing; the end that was known stays as the proof.
            if (_problem is not null || end.Sequence <= (_value?.Sequence ?? -1)) return;
            _value = end;
            Advance();
            foreach (var (before, _) in _written)
                if (before.Sequence < _value.Sequence)
                    _written.Remove(before);
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
            _written.Clear();
        }

        if (problem is not null) LogBroken(problem);
        else LogWhole();
    }

    private bool Advance()
    {
        var from = _value;
        while (_value is not null && _written.Remove(_value, out var next)) _value = next;
        return _value != from;
    }

    [LoggerMessage(2340, LogLevel.Critical, "The audit log differs from what this portal wrote: {Problem}. Keep the database unchanged and find out who had access to it")]
    private partial void LogBroken(string problem);

    [LoggerMessage(2341, LogLevel.Warning, "The audit log matches what this portal wrote again")]
    private partial void LogWhole();

    [LoggerMessage(2346, LogLevel.Warning, "An administrator has confirmed a different database. Its audit log is accepted as it is, and the previously recorded end is kept beside it")]
    private partial void LogBegun();
}
