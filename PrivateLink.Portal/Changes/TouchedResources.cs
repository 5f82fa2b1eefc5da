using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Changes;

/// <summary>Names the resources that a change touches, as long as reading them one by one is cheaper than reading everything.</summary>
internal static class TouchedResources
{
    /// <summary>More than that are read faster with everything else.</summary>
    public const int Most = 200;

    /// <summary>Of a change of something that resources share; null when those are many.</summary>
    public static async Task<IReadOnlySet<Guid>?> OfAsync(IQueryable<Resource> resources, CancellationToken cancellationToken)
    {
        var ids = await resources.Select(resource => resource.Id).Take(Most + 1).ToListAsync(cancellationToken);
        return ids.Count <= Most ? ids.ToHashSet() : null;
    }
}
