using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Changes;

/// <summary>Lists the resources that a change affects, as long as reading them one by one is cheaper than reading everything.</summary>
internal static class TouchedResources
{
    /// <summary>Above this number, reading everything is faster.</summary>
    public const int Most = 200;

    /// <summary>For a change of something that resources share; null when there are too many.</summary>
    public static async Task<IReadOnlySet<Guid>?> OfAsync(IQueryable<Resource> resources, CancellationToken cancellationToken)
    {
        var ids = await resources.Select(resource => resource.Id).Take(Most + 1).ToListAsync(cancellationToken);
        return ids.Count <= Most ? ids.ToHashSet() : null;
    }
}
