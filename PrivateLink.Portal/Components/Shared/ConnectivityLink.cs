using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>A link to the page that answers whether a tenant, host or link in a filter can connect.</summary>
/// <param name="Words">The question.</param>
/// <param name="Href">The address of the page.</param>
public sealed record ConnectivityLink(string Words, string Href)
{
    /// <returns>Null for a filter without such a name.</returns>
    public static ConnectivityLink? Of(ConnectionFilter filter, bool isCompany)
    {
        var asked = filter.Conditions.Where(condition => condition is { IsOff: false, IsNegated: false, Relation: FilterRelation.Is, Values: [_] }).ToList();
        var tenant = asked.Find(condition => condition.Field == FilterField.Tenant);
        var name = asked.Find(condition => (condition.Field == FilterField.Host || condition.Field == FilterField.Link || condition.Field == FilterField.AnyText)
            && !condition.Values[0].Contains('*', StringComparison.Ordinal))?.Values[0];
        if (!isCompany) return name is null ? null : new("Can you connect now?", "connectivity");
        if (tenant is not null) return new("Can they connect now?", $"connectivity/{tenant.Values[0]}");
        return name is null ? null : new($"Can “{SafeText.Of(name)}” connect now?", ConnectionQuery.Href("connectivity", name));
    }
}
