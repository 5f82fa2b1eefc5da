using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>
/// The groups that somebody looks at, one count for each filter and scope: any number of viewers cost one. What nobody has asked about for a while
/// is not counted any more. Not thread-safe.
/// </summary>
internal sealed class GroupsInUse
{
    /// <summary>Each costs time for every connection, and memory.</summary>
    public const int Most = 50;

    /// <summary>Open pages ask several times a second while connections come.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly List<FilteredGroups> _all = [];
    private DateTimeOffset _lookedAt;

    public bool IsEmpty => _all.Count == 0;

    public FilteredGroups? Find(Guid? tenant, ConnectionFilter filter) => _all.Find(groups => groups.Tenant == tenant && groups.Filter.Equals(filter));

    /// <summary>Takes the place of the one that was asked for longest ago when there are too many.</summary>
    public void Add(FilteredGroups groups)
    {
        if (_all.Count == Most) _all.Remove(_all.MinBy(other => other.AskedAt)!);
        _all.Add(groups);
    }

    public void Take(ConnectionEntry entry)
    {
        foreach (var groups in _all)
            if (groups.Tenant is null || groups.Tenant == entry.Decision.TenantId) groups.Add(entry);
    }

    public void End(ConnectionEntry before, ConnectionEntry after)
    {
        foreach (var groups in _all)
            if (groups.Tenant is null || groups.Tenant == after.Decision.TenantId) groups.End(before, after);
    }

    /// <summary>Once in a second at most.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (now - _lookedAt < TimeSpan.FromSeconds(1)) return;
        _lookedAt = now;
        _all.RemoveAll(groups => now - groups.AskedAt > Remembered);
        foreach (var groups in _all) groups.Advance(now);
    }
}
