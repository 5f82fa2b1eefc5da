using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Who keeps a listed link disabled.</summary>
/// <param name="IsCompanys">Whether the company disabled it, so that only the company can enable it.</param>
/// <param name="Acts">The actions in force at the time of the connection, newest first; null if the reader may not read the activity.</param>
public sealed record DisabledLink(bool IsCompanys, IReadOnlyList<SwitchOff>? Acts);

/// <summary>Finds in the audit log who disabled the link of a denied connection.</summary>
public sealed class DisabledLinks(IDbContextFactory<PortalDbContext> contexts)
{
    /// <returns>Null if the database does not answer, or the connection has no host or no link that the caller may know.</returns>
    [Requires(Permission.ViewConnections)]
    public async Task<DisabledLink?> OfAsync(Caller caller, ConnectionView connection, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (connection is not { ResourceId: { } host, TenantId: { } tenant, LinkId: { } link } || !caller.Sees(tenant)) return null;
        var text = link.ToString();
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            var rows = await context.PrivateEndpoints.AsNoTracking()
                .Where(endpoint => endpoint.TenantId == tenant && endpoint.Cloud == link.Cloud && endpoint.LinkId == text)
                .Select(endpoint => new
                {
                    endpoint.Id,
                    IsListed = context.AllowedLinks.Any(listed => listed.ResourceId == host && listed.PrivateEndpointId == endpoint.Id),
                    IsCompanys = endpoint.SwitchedOffByCompany
                        || context.AllowedLinks.Any(listed => listed.ResourceId == host && listed.PrivateEndpointId == endpoint.Id && listed.SwitchedOffByCompany),
                })
                .ToListAsync(cancellationToken);
            var listed = rows.Where(row => row.IsListed).ToList();
            var isCompanys = listed.Exists(row => row.IsCompanys);
            if (!caller.May(Permission.ViewActivity)) return new(isCompanys, Acts: null);
            var endpoints = AuditedSwitch.OfEndpoints([.. listed.Select(row => row.Id)], [.. rows.Select(row => row.Id)]);
            return new(isCompanys, await ActsInForce.AtAsync(context, caller, connection, [AuditedSwitch.OfLink(host, text), endpoints], cancellationToken));
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }
}
