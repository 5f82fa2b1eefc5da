using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.News;

/// <summary>Names the hosts that list an endpoint, in words.</summary>
internal static class EndpointHosts
{
    private const int Most = 3;

    public static async Task<string> WordsAsync(PortalDbContext context, Guid endpointId, CancellationToken cancellationToken)
    {
        var hosts = await context.AllowedLinks
            .Where(link => link.PrivateEndpointId == endpointId)
            .Join(context.Resources, link => link.ResourceId, resource => resource.Id, (_, resource) => resource.Host)
            .OrderBy(host => host)
            .ToListAsync(cancellationToken);
        return hosts.Count switch
        {
            0 => "no host yet",
            <= Most => string.Join(", ", hosts),
            _ => $"{string.Join(", ", hosts.Take(Most))} and {hosts.Count - Most} more",
        };
    }
}
