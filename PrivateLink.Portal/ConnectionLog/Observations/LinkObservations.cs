using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>The links that the engine has seen, for people who set up private endpoints.</summary>
public sealed class LinkObservations(IDbContextFactory<PortalDbContext> contexts)
{
    private static readonly Expression<Func<LinkObservation, ObservedLink>> ToObservedLink = link => new ObservedLink(
        link.Cloud, link.Service, link.LinkId, link.FirstSeen, link.LastSeen, link.Connections, link.Listener, link.ClientAddress, link.Host);

    /// <summary>Links that no tenant lists, newest first. Only the company may see them, because their tenant is not known yet.</summary>
    [Requires(Permission.ViewUnclaimedLinks)]
    public async Task<IReadOnlyList<ObservedLink>> UnclaimedAsync(Caller caller, int take, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewUnclaimedLinks);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.LinkObservations
            .Where(link => !context.PrivateEndpoints.Any(endpoint =>
                endpoint.LinkId == link.LinkId && endpoint.Cloud == link.Cloud && endpoint.State != PrivateEndpointState.Retired && (link.Service == "" || endpoint.Service!.NormalizedName == link.Service)))
            .OrderByDescending(link => link.LastSeen).Take(take)
            .Select(ToObservedLink)
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// The last observation of a link on the listeners of a service; null if there is none. For services that know the tenant of the link.
    /// </summary>
    internal async Task<ObservedLink?> OfLinkAsync(CloudProvider cloud, string service, string linkId, CancellationToken cancellationToken)
    {
        var normalized = NormalizedText.Of(service);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.LinkObservations
            .Where(link => link.LinkId == linkId && link.Cloud == cloud && (link.Service == "" || link.Service == normalized))
            .OrderByDescending(link => link.LastSeen)
            .Select(ToObservedLink)
            .FirstOrDefaultAsync(cancellationToken);
    }
}
