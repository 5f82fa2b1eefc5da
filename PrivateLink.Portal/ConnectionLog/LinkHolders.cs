using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>A tenant that has a link.</summary>
/// <param name="Id">Its private endpoint.</param>
/// <param name="Name">The tenant's name for it.</param>
public sealed record LinkHolder(Guid Id, string Name, Guid TenantId, string Tenant, PrivateEndpointState State);

/// <summary>Tells the company which tenant has a link.</summary>
public sealed class LinkHolders(IDbContextFactory<PortalDbContext> contexts)
{
    private const int Most = 5;

    /// <summary>The private endpoints with this link ID, retired ones last; null if the database does not answer.</summary>
    [Requires(Permission.ViewUnclaimedLinks)]
    public async Task<IReadOnlyList<LinkHolder>?> OfAsync(Caller caller, LinkId link, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewUnclaimedLinks);
        var text = link.ToString();
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            return await context.PrivateEndpoints
                .Where(endpoint => endpoint.Cloud == link.Cloud && endpoint.LinkId == text)
                .OrderBy(endpoint => endpoint.State == PrivateEndpointState.Retired).ThenBy(endpoint => endpoint.CreatedAt)
                .Take(Most)
                .Select(endpoint => new LinkHolder(endpoint.Id, endpoint.Name, endpoint.TenantId, endpoint.Tenant!.Name, endpoint.State))
                .ToListAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }
}
