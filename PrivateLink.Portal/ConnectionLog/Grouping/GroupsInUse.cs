using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>
/// The groups with current viewers, with one count for each filter and scope. Any number of viewers share one count. Counts that no one has
/// requested for a while are dropped. Not thread-safe.
/// </summary>
internal sealed class GroupsInUse(TimeProvider time)
{
    /// <summary>The most counts for the company. Each costs time for every connection, and memory. Tenants cannot use these places.</summary>
    public const int MostOfCompany = 30;

    /// <summary>The most counts for all tenants together. Each costs little, because it covers only one tenant's connections.</summary>
    public const int MostOfTenants = 20;

    /// <summary>The most counts for one tenant, so that it cannot use the places of others.</summary>
    public const int MostOfTenant = 5;

    /// <summary>How long to keep a count without requests. Open pages ask several times a second while connections come.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly List<FilteredGroups> _all = [];
    private long _lookedAt = time.GetTimestamp();

    public bool IsEmpty => _all.Count == 0;

    /// <summary>Finds the groups and marks them as in use.</summary>
    public FilteredGroups? Find(Guid? tenant, ConnectionFilter filter)
    {
        var found = _all.Find(groups => groups.Tenant == tenant && groups.Filter.Equals(filter));
        found?.AskedAt = time.GetTimestamp();
        return found;
    }

    /// <summary>Adds groups. If there are too many, they replace the least recently used ones, first of the same tenant.</summary>
    public void Add(FilteredGroups groups)
    {
        MakeRoom(other => other.Tenant == groups.Tenant, groups.Tenant is null ? MostOfCompany : MostOfTenant);
        if (groups.Tenant is not null) MakeRoom(other => other.Tenant is not null, MostOfTenants);
        groups.AskedAt = time.GetTimestamp();
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

    /// <summary>Runs at most once a second.</summary>
    public void Advance(DateTimeOffset now)
    {
        if (time.GetElapsedTime(_lookedAt) < TimeSpan.FromSeconds(1)) return;
        _lookedAt = time.GetTimestamp();
        _all.RemoveAll(groups => time.GetElapsedTime(groups.AskedAt) > Remembered);
        foreach (var groups in _all) groups.Advance(now);
    }

    private void MakeRoom(Func<FilteredGroups, bool> among, int most)
    {
        if (_all.Count(among) >= most) _all.Remove(_all.Where(among).MinBy(other => other.AskedAt)!);
    }
}
