using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Finds in the audit log who disabled the host of a denied connection, or suspended its tenant.</summary>
public sealed class SwitchedOff(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The actions in force at the time of the connection, newest first; null if the database does not answer.</summary>
    [Requires(Permission.ViewActivity)]
    public async Task<IReadOnlyList<SwitchOff>?> OfAsync(Caller caller, ConnectionView connection, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        try
        {
            await using var context = await contexts.OpenAsync(caller, cancellationToken);
            return await ActsInForce.AtAsync(
                context, caller, connection,
                [connection.ResourceId is { } host ? AuditedSwitch.OfHost(host) : null, connection.TenantId is { } tenant ? AuditedSwitch.OfTenant(tenant) : null],
                cancellationToken);
        }
        catch (Exception exception) when (DatabaseErrors.IsDatabaseFault(exception))
        {
            return null;
        }
    }
}
