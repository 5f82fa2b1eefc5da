namespace PrivateLink.Portal.Audit;

/// <summary>
/// How often one person may do what changes nothing and leaves an entry all the same, such as an export. Entries are for ever, and every save
/// waits for the one before. Thread-safe.
/// </summary>
public sealed class EntryAllowance(TimeProvider time)
{
    internal const int InTenMinutes = 20;

    private static readonly TimeSpan Period = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid? Person, string Action), Queue<DateTimeOffset>> _taken = [];

    /// <summary>Counts one more, unless the person has had its share.</summary>
    internal bool TryTake(Guid? personId, AuditAction action)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            Forget(now - Period);
            if (!_taken.TryGetValue((personId, action.Code), out var taken)) _taken.Add((personId, action.Code), taken = []);
            if (taken.Count >= InTenMinutes) return false;
            taken.Enqueue(now);
            return true;
        }
    }

    private void Forget(DateTimeOffset before)
    {
        foreach (var (key, taken) in _taken)
        {
            while (taken.TryPeek(out var first) && first <= before) taken.Dequeue();
            if (taken.Count == 0) _taken.Remove(key);
        }
    }
}
