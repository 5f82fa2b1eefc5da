using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>What the engine has seen of links, for those who set private endpoints up.</summary>
public sealed class LinkObservations(IDbContextFactory<PortalDbContext> contexts)
{
    private static readonly Expression<Func<LinkObservation, ObservedLink>> ToObservedLink = link => new ObservedLink(
        link.Cloud, link.Service, link.LinkId, link.FirstSeen, link.LastSeen, link.Connections, link.Listener, link.ClientAddress, link.Host);

    /// <summary>Links that no tenant lists, the newest first. They are the company's to see: whose they are is not known yet.</summary>
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

    /// <summary>A link as it was last seen on listeners of a service; null when it never was. For services that know whose it is.</summary>
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
