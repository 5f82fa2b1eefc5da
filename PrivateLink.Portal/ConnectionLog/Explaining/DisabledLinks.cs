using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Who keeps a listed link disabled.</summary>
/// <param name="IsCompanys">Whether the company disabled it, so that only the company can enable it.</param>
/// <param name="Acts">The actions in force at the time of the connection, newest first; null if the reader may not read the activity.</param>
public sealed record DisabledLink(bool IsCompanys, IReadOnlyList<SwitchOff>? Acts);

/// <summary>Finds in the audit log who disabled the link of a denied connection.</summary>
public sealed class DisabledLinks(IDbContextFactory<PortalDbContext> contexts)
{
    // Must match how AuditFacts writes the state of an endpoint.
    private const string Off = "\"enabled\":false";

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
            return new(
                listed.Exists(row => row.IsCompanys),
                caller.May(Permission.ViewActivity) ? await ActsAsync(context, caller, connection, [.. listed.Select(row => row.Id)], [.. rows.Select(row => row.Id)], cancellationToken) : null);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }

    /// <summary>
    /// The last change of the host's own setting for the link, and of the endpoint's. The company changes the link in all rows of the tenant, and
    /// its audit entry names only one row.
    /// </summary>
    private static async Task<IReadOnlyList<SwitchOff>> ActsAsync(
        PortalDbContext context, Caller caller, ConnectionView connection, Guid[] listed, Guid[] rows, CancellationToken cancellationToken)
    {
        var (offHere, onHere) = ($"\"{connection.LinkId}\":false", $"\"{connection.LinkId}\":true");
        var at = SwitchedOff.DecidedAt(connection);
        var entries = context.AuditEntries.AsNoTracking().VisibleTo(caller)
            .Where(entry => entry.Result == AuditResult.Done && entry.Time <= at && entry.TargetId != null).OrderByDescending(entry => entry.Sequence);
        var atHost = await entries.FirstOrDefaultAsync(
            entry => entry.TargetId == connection.ResourceId
                && ((entry.After!.Contains(offHere) && (entry.Before == null || !entry.Before.Contains(offHere))) || (entry.After.Contains(onHere) && entry.Before!.Contains(offHere))),
            cancellationToken);
        var code = AuditAction.PrivateEndpointSwitched.Code;
        var everywhere = await entries.FirstOrDefaultAsync(
            entry => entry.Action == code && (listed.Contains(entry.TargetId!.Value) || (entry.ActorTenantId == null && rows.Contains(entry.TargetId.Value))), cancellationToken);
        var acts = new List<SwitchOff>();
        if (atHost?.After?.Contains(offHere, StringComparison.Ordinal) == true) acts.Add(SwitchedOff.ActOf(atHost, isTenant: false));
        if (everywhere?.After?.Contains(Off, StringComparison.Ordinal) == true) acts.Add(SwitchedOff.ActOf(everywhere, isTenant: false));
        return [.. acts.OrderByDescending(act => act.Sequence)];
    }
}
