using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Empties;

/// <summary>Which hosts and links of a filter the policy in force knows. Pure.</summary>
internal static class EmptyNames
{
    private const int MostNear = 3;

    /// <summary>Names of the filter that nothing has, with the nearest that the caller may see.</summary>
    public static IReadOnlyList<EmptyName> Of(Caller caller, ConnectionFilter filter, PolicySnapshot? policy, IReadOnlyDictionary<Guid, string> tenants)
    {
        var resources = Visible(caller, policy);
        var unknown = new List<EmptyName>();
        foreach (var condition in filter.Conditions.Where(condition => !condition.IsOff && !condition.IsNegated && condition.Relation == FilterRelation.Is))
            foreach (var value in condition.Values.Where(value => !Glob.HasWildcard(value)))
                if (Near(condition.Field, value, resources, tenants) is { } near)
                    unknown.Add(new(value, [.. near.Distinct(StringComparer.Ordinal).Take(MostNear).Select(name => new EmptyNear(name, filter.Replace(condition, With(condition, value, name))))]));
        return unknown;
    }

    /// <summary>The clouds whose endpoints the filter's hosts list, and those of its link IDs.</summary>
    public static IReadOnlyList<CloudProvider> CloudsOf(Caller caller, ConnectionFilter filter, PolicySnapshot? policy) =>
    [
        .. LinksOf(caller, filter, policy).Select(link => link.Cloud)
            .Concat(ValuesOf(filter, FilterField.Link).SelectMany(value => Clouds.Known.KnownClouds.All.Where(cloud => cloud.LinkIds.IsLinkId(value)).Take(1).Select(cloud => cloud.Provider)))
            .Distinct().Order(),
    ];

    /// <summary>The link IDs that the filter's hosts list.</summary>
    public static IReadOnlyList<LinkId> LinksOf(Caller caller, ConnectionFilter filter, PolicySnapshot? policy) =>
    [
        .. ValuesOf(filter, FilterField.Host).Select(host => policy?.Find(host)).OfType<ResourcePolicy>()
            .Where(resource => caller.Sees(resource.TenantId))
            .SelectMany(resource => resource.Links.Grants).Select(grant => grant.LinkId).Distinct(),
    ];

    public static IEnumerable<string> ValuesOf(ConnectionFilter filter, FilterField field) =>
        filter.Conditions.Where(condition => !condition.IsOff && condition.IsAbout(field, negated: false)).SelectMany(condition => condition.Values).Where(value => !Glob.HasWildcard(value));

    /// <returns>Null where the value is known, or is no name.</returns>
    private static IEnumerable<string>? Near(FilterField field, string value, IReadOnlyList<ResourcePolicy> resources, IReadOnlyDictionary<Guid, string> tenants)
    {
        var lower = value.ToLowerInvariant();
        var names = resources.SelectMany(resource => resource.Names);
        var links = resources.SelectMany(resource => resource.Links.Grants).Select(grant => grant.LinkId.ToString());
        if (field == FilterField.Host || field == FilterField.ServerName) return IsHost(lower, names) ? null : names.Where(name => IsNear(name, lower));
        if (field == FilterField.Link) return links.Contains(value) || links.Contains(lower) ? null : links.Where(link => SimilarNames.IsSimilar(link, lower));
        if (field != FilterField.AnyText) return null;
        var all = names.Concat(links).Concat(tenants.Values).ToList();
        return all.Exists(name => name.Contains(value, StringComparison.OrdinalIgnoreCase)) ? null : all.Where(name => IsNear(name.ToLowerInvariant(), lower));
    }

    private static bool IsHost(string host, IEnumerable<string> names) =>
        names.Any(name => name == host || (name.StartsWith("*.", StringComparison.Ordinal) && host.IndexOf('.', StringComparison.Ordinal) is var dot and > 0 && host[dot..] == name[1..]));

    private static bool IsNear(string name, string asked) => SimilarNames.IsSimilar(name, asked) || SimilarNames.IsSimilar(name.Split('.')[0], asked);

    private static FilterCondition With(FilterCondition condition, string old, string @new) =>
        condition with { Values = [.. condition.Values.Select(value => value == old ? @new : value)] };

    private static List<ResourcePolicy> Visible(Caller caller, PolicySnapshot? policy) => [.. (policy?.Resources ?? []).Where(resource => caller.Sees(resource.TenantId))];
}
