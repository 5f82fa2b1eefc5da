using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>
/// The groups that somebody looks at, one count for each filter and scope: any number of viewers cost one. What nobody has asked about for a while
/// is not counted any more. Not thread-safe.
/// </summary>
internal sealed class GroupsInUse(TimeProvider time)
{
    /// <summary>Each costs time for every connection, and memory. Tenants cannot take these.</summary>
    public const int MostOfCompany = 30;

    /// <summary>Of all tenants together. Each costs little: a tenant's connections only.</summary>
    public const int MostOfTenants = 20;

    /// <summary>Of one tenant, so that it takes no other's.</summary>
    public const int MostOfTenant = 5;

    /// <summary>Open pages ask several times a second while connections come.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30);

    private readonly List<FilteredGroups> _all = [];
    private long _lookedAt = time.GetTimestamp();

    public bool IsEmpty => _all.Count == 0;

    /// <summary>Somebody looks at them now.</summary>
    public FilteredGroups? Find(Guid? tenant, ConnectionFilter filter)
    {
        var found = _all.Find(groups => groups.Tenant == tenant && groups.Filter.Equals(filter));
        found?.AskedAt = time.GetTimestamp();
        return found;
    }

    /// <summary>Takes the place of the one that was asked for longest ago when there are too many: of the same tenant first.</summary>
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

    /// <summary>Once in a second at most.</summary>
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
