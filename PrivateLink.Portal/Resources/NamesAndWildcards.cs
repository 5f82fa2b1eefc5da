using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>
/// What becomes of a name when a resource takes it or gives it up: a more precise name wins over a wildcard. An enforced name that is given up under an
/// open wildcard is open, and so is a name under an enforced wildcard that gets an open resource of its own. Neither changes the mode of any resource.
/// </summary>
internal static class NamesAndWildcards
{
    /// <summary>The two modes that one name has before and after, where it is loosened most; the same twice when none is.</summary>
    /// <param name="context">The unit of work, before the change.</param>
    /// <param name="existing">The resource as it is; null for a new one.</param>
    /// <param name="values">What it becomes.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
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

    /// <summary>The mode of another resource's wildcard over a name; null where there is none, or none that lets anybody in.</summary>
    private static Task<ResourceMode?> OverAsync(PortalDbContext context, Guid? resourceId, string name, CancellationToken cancellationToken)
    {
        var wildcard = "*." + Resource.SuffixOf(name);
        return context.Resources
            .Where(resource => resource.Id != resourceId && resource.Enabled && name != wildcard && (resource.Host == wildcard || resource.Aliases.Any(alias => alias.Host == wildcard)))
            .Select(resource => (ResourceMode?)resource.Mode)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
