using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>Finds which hosts and links of a filter the current policy knows. Pure.</summary>
internal static class EmptyNames
{
    /// <summary>The most values of a filter to look up; a filter may have hundreds.</summary>
    internal const int MostAsked = 5;

    /// <summary>The most names and links to examine.</summary>
    internal const int MostSearched = 2_000_000;

    private const int LongestLink = 255;

    /// <summary>
    /// Names in the filter that nothing has, with the most similar names that the caller may see. Slow with a million links, so do not call it on a
    /// circuit.
    /// </summary>
    /// <param name="most">The most names and links to examine. A name that is not found within this limit is not reported.</param>
    public static IReadOnlyList<EmptyName> Of(
        Caller caller, ConnectionFilter filter, PolicySnapshot? policy, IReadOnlyDictionary<Guid, string> tenants, int most, CancellationToken cancellationToken)
    {
        List<EmptySearch> searches = [.. SearchesOf(filter).Take(MostAsked)];
        foreach (var search in searches) search.IsFound = search.IsHost && IsHost(caller, policy, search.Value.ToLowerInvariant());
        var isWhole = IsLookedThrough(searches, (policy?.Resources ?? []).Where(resource => caller.Sees(resource.TenantId)), tenants.Values, most, cancellationToken);
        return
        [
            .. searches.Where(search => !search.IsFound && (isWhole || search.IsHost)).Select(search => new EmptyName(
                search.Value, [.. search.Near.Select(name => new EmptyNear(name, filter.Replace(search.Condition, With(search.Condition, search.Value, name))))])),
        ];
    }

    /// <summary>The clouds of the filter's link IDs; if it names none, the clouds of the endpoints that its hosts list.</summary>
    public static IReadOnlyList<CloudProvider> CloudsOf(Caller caller, ConnectionFilter filter, PolicySnapshot? policy) =>
    [
        .. (NamedLinks(filter) is { Count: > 0 } named
            ? named.SelectMany(value => Clouds.Known.KnownClouds.All.Where(cloud => cloud.LinkIds.IsLinkId(value)).Take(1).Select(cloud => cloud.Provider))
            : LinksOf(caller, filter, policy).Select(link => link.Cloud))
            .Distinct().Order(),
    ];

    /// <summary>The link IDs that the filter names. If there are any, other links of its hosts do not count.</summary>
    public static IReadOnlyList<string> NamedLinks(ConnectionFilter filter) => [.. ValuesOf(filter, FilterField.Link).Distinct(StringComparer.Ordinal).Take(MostAsked)];

    /// <summary>The link IDs that the filter's hosts list, read lazily.</summary>
    public static IEnumerable<LinkId> LinksOf(Caller caller, ConnectionFilter filter, PolicySnapshot? policy) =>
        ValuesOf(filter, FilterField.Host).Take(MostAsked).Select(host => policy?.Find(host)).OfType<ResourcePolicy>()
            .Where(resource => caller.Sees(resource.TenantId))
            .SelectMany(resource => resource.Links.Grants).Select(grant => grant.LinkId).Distinct();

    public static IEnumerable<string> ValuesOf(ConnectionFilter filter, FilterField field) =>
        filter.Conditions.Where(condition => !condition.IsOff && condition.IsAbout(field, negated: false)).SelectMany(condition => condition.Values).Where(value => !Glob.HasWildcard(value));

    private static IEnumerable<EmptySearch> SearchesOf(ConnectionFilter filter) =>
        from condition in filter.Conditions
        where condition is { IsOff: false, IsNegated: false, Relation: FilterRelation.Is }
        from value in condition.Values
        where !Glob.HasWildcard(value)
        let search = new EmptySearch(condition, value)
        where search.IsHost || search.IsLink || search.IsText
        select search;

    private static bool IsHost(Caller caller, PolicySnapshot? policy, string host)
    {
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return IsSeen(policy?.FindByName(host)) || (dot > 0 && IsSeen(policy?.FindByName($"*{host[dot..]}")));

        bool IsSeen(ResourcePolicy? resource) => resource is not null && caller.Sees(resource.TenantId);
    }

    /// <summary>Examines every name once for all searches, until each search has its result.</summary>
    /// <returns>False if there were more names than the limit.</returns>
    private static bool IsLookedThrough(List<EmptySearch> searches, IEnumerable<ResourcePolicy> resources, IEnumerable<string> tenants, int most, CancellationToken cancellationToken)
    {
        var wantsLinks = searches.Exists(search => !search.IsHost);
        Span<char> link = stackalloc char[LongestLink];
        foreach (var resource in resources)
        {
            if (searches.TrueForAll(search => search.IsFound)) return true;
            foreach (var name in resource.Names)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (--most < 0) return false;
                foreach (var search in searches) search.LookAtName(name, name);
            }

            for (var index = 0; wantsLinks && index < resource.Links.Grants.Count; index++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (--most < 0) return false;
                if (!resource.Links.Grants[index].LinkId.TryFormat(link, out var length)) continue;
                foreach (var search in searches) search.LookAtLink(link[..length]);
            }
        }

        if (!searches.Exists(search => search.IsText)) return true;
        foreach (var tenant in tenants)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (--most < 0) return false;
            foreach (var search in searches.Where(search => search.IsText)) search.LookAtName(tenant.ToLowerInvariant(), tenant);
        }

        return true;
    }

    private static FilterCondition With(FilterCondition condition, string old, string @new) =>
        condition with { Values = [.. condition.Values.Select(value => value == old ? @new : value)] };
}
