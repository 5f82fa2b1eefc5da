using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>
/// Finds out what happens to a name that a resource gains or loses. An exact name wins over a wildcard. If an enforced resource loses a name, and an
/// open wildcard covers it, the name becomes open. If an open resource gains a name from under an enforced wildcard, the name becomes open too.
/// Neither change alters the mode of a resource.
/// </summary>
internal static class NamesAndWildcards
{
    /// <summary>The modes before and after of the name that is loosened most; the same mode twice if none is loosened.</summary>
    /// <param name="context">The unit of work, before the change.</param>
    /// <param name="existing">The current resource; null for a new one.</param>
    /// <param name="values">The new values.</param>
    /// <param name="cancellationToken">Cancels the query.</param>
    public static async Task<(ResourceMode Before, ResourceMode After)> LoosestAsync(
        PortalDbContext context, Resource? existing, ResourceValues values, CancellationToken cancellationToken)
    {
        string[] had = existing is null ? [] : [existing.Host, .. existing.Aliases.Select(alias => alias.Host)];
        string[] has = [values.Host, .. values.Aliases];
        var loosest = (Before: values.Mode, After: values.Mode);
        if (existing is { Enabled: true })
            foreach (var name in had.Except(has))
                if (await OverAsync(context, existing.Id, name, cancellationToken) is { } wildcard)
                    loosest = Looser(loosest, (existing.Mode, wildcard));
        if (values.Enabled)
            foreach (var name in has.Except(had))
                if (await OverAsync(context, existing?.Id, name, cancellationToken) is { } wildcard)
                    loosest = Looser(loosest, (wildcard, values.Mode));
        return loosest;
    }

    private static (ResourceMode Before, ResourceMode After) Looser((ResourceMode Before, ResourceMode After) one, (ResourceMode Before, ResourceMode After) other) =>
        other.Before - other.After > one.Before - one.After ? other : one;

    /// <summary>The mode of another resource's wildcard that covers the name; null if there is none, or if it is disabled.</summary>
    private static Task<ResourceMode?> OverAsync(PortalDbContext context, Guid? resourceId, string name, CancellationToken cancellationToken)
    {
        var wildcard = "*." + Resource.SuffixOf(name);
        return context.Resources
            .Where(resource => resource.Id != resourceId && resource.Enabled && name != wildcard && (resource.Host == wildcard || resource.Aliases.Any(alias => alias.Host == wildcard)))
            .Select(resource => (ResourceMode?)resource.Mode)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
