using System.Collections.Concurrent;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Forwarding;

/// <summary>Counts relayed connections per resource and per link against their limits. Costs nothing if no limit is set. Thread-safe.</summary>
internal sealed class RelayQuota(LimitOptions limits)
{
    private readonly ConcurrentDictionary<Guid, int> _resources = new();
    private readonly ConcurrentDictionary<LinkId, int> _links = new();

    /// <summary>Takes a place for both. If a limit is reached, returns its reason and holds nothing.</summary>
    public Reason? Enter(Guid resource, LinkId? link)
    {
        if (!TryTake(_resources, resource, limits.PerResource)) return Reason.LimitHost;
        if (link is not { } id || TryTake(_links, id, limits.PerLink)) return null;
        Return(_resources, resource, limits.PerResource);
        return Reason.LimitLink;
    }

    /// <summary>Releases the places.</summary>
    public void Leave(Guid resource, LinkId? link)
    {
        Return(_resources, resource, limits.PerResource);
        if (link is { } id) Return(_links, id, limits.PerLink);
    }

    private static bool TryTake<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key, int? ceiling)
        where TKey : notnull
    {
        if (ceiling is not { } most) return true;
        if (counts.AddOrUpdate(key, 1, static (_, count) => count + 1) <= most) return true;
        Return(counts, key, ceiling);
        return false;
    }

    private static void Return<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key, int? ceiling)
        where TKey : notnull
    {
        if (ceiling is null) return;
        if (counts.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0) counts.TryRemove(new(key, 0));
    }
}
