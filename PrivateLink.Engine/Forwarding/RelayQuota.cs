using System.Collections.Concurrent;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Counts relayed connections per resource and per link against their limits. It counts without a limit too, because a limit may be set while relays
/// are open. Thread-safe.
/// </summary>
internal sealed class RelayQuota(LimitOptions limits)
{
    private readonly ConcurrentDictionary<Guid, int> _resources = new();
    private readonly ConcurrentDictionary<LinkId, int> _links = new();
    private volatile LimitOptions _limits = limits;

    /// <summary>Takes other limits. Relays above a lower one go on; new ones are refused until enough have ended.</summary>
    public void Take(LimitOptions limits) => _limits = limits;

    /// <summary>Takes a place for both. If a limit is reached, returns its reason and holds nothing.</summary>
    public Reason? Enter(Guid resource, LinkId? link)
    {
        var limits = _limits;
        if (!TryTake(_resources, resource, limits.PerResource)) return Reason.LimitHost;
        if (link is not { } id || TryTake(_links, id, limits.PerLink)) return null;
        Return(_resources, resource);
        return Reason.LimitLink;
    }

    /// <summary>Releases the places.</summary>
    public void Leave(Guid resource, LinkId? link)
    {
        Return(_resources, resource);
        if (link is { } id) Return(_links, id);
    }

    private static bool TryTake<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key, int? ceiling)
        where TKey : notnull
    {
        if (counts.AddOrUpdate(key, 1, static (_, count) => count + 1) <= (ceiling ?? int.MaxValue)) return true;
        Return(counts, key);
        return false;
    }

    private static void Return<TKey>(ConcurrentDictionary<TKey, int> counts, TKey key)
        where TKey : notnull
    {
        if (counts.AddOrUpdate(key, 0, static (_, count) => count - 1) == 0) counts.TryRemove(new(key, 0));
    }
}
