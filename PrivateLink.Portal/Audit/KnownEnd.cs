namespace PrivateLink.Portal.Audit;

/// <summary>
/// The end of the chain as this process knows it. A log that was cut off at its end still looks intact. Only a remembered end reveals the loss.
/// Thread-safe.
/// </summary>
public sealed partial class KnownEnd(ILogger<KnownEnd> logger)
{
    /// <summary>The maximum number of own entries that wait until the entry before them is known.</summary>
    private const int MostWritten = 1_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<AuditEnd, AuditEnd> _written = [];
    private AuditEnd? _value;
    private string? _problem;
    private int _beginnings;

    /// <summary>Raised on any thread when the end has moved.</summary>
    internal event Action? Moved;

    /// <summary>The last entry that is known to be in the chain. Null if none is known.</summary>
    internal AuditEnd? Value
    {
        get
        {
            lock (_lock) return _value;
        }
    }

    /// <summary>What is wrong with the chain, as a sentence. Null if nothing is wrong.</summary>
    internal string? Problem
    {
        get
        {
            lock (_lock) return _problem;
        }
    }

    /// <summary>How often the known end has been discarded.</summary>
    internal int Beginnings
    {
        get
        {
            lock (_lock) return _beginnings;
        }
    }

    /// <summary>Discards the known end. An administrator has taken over another database, and the log begins with that database's entries.</summary>
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
    /// Accepts an entry that this process wrote. The end moves to it only from the entry directly before it. Entries in between come from others and
    /// are trusted only after they have been read.
    /// </summary>
    internal void Add(AuditEnd before, AuditEnd entry)
    {
        lock (_lock)
        {
            if (_problem is not null || entry.Sequence <= _value?.Sequence) return;
            if (_written.Count == MostWritten) _written.Clear(); // they are read like the entries of other processes
            _written[before] = entry;
            if (!Advance()) return;
        }

        Moved?.Invoke();
    }

    /// <summary>Accepts a later end that was found to continue the known one.</summary>
    internal void MoveTo(AuditEnd end)
    {
        lock (_lock)
        {
            // New entries on a log that was cut off replace the missing ones. The known end stays as the proof.
            if (_problem is not null || end.Sequence <= (_value?.Sequence ?? -1)) return;
            _value = end;
            Advance();
            foreach (var (before, _) in _written)
                if (before.Sequence < _value.Sequence)
                    _written.Remove(before);
        }

        Moved?.Invoke();
    }

    /// <summary>Stores the result of a check of the chain.</summary>
    /// <param name="problem">Null if the chain continues from the known end.</param>
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

    [LoggerMessage(2341, LogLevel.Warning, "The audit log again matches what this portal wrote")]
    private partial void LogWhole();

    [LoggerMessage(2346, LogLevel.Warning, "An administrator has confirmed a different database. Its audit log is accepted as it is, and the previously recorded end is kept beside it")]
    private partial void LogBegun();
}
