using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Publishing;

namespace PrivateLink.Portal.FirstSteps;

/// <summary>
/// What a new installation still needs before a customer can enforce a host. No state is stored: each step is checked again. So a step counts as done
/// regardless of how it was done, and as open when it is undone.
/// </summary>
public sealed class FirstStepsService(IDbContextFactory<PortalDbContext> contexts, ListenerTrust listeners)
{
    /// <summary>All steps, in order. The caller has signed in, so the first administrator exists.</summary>
    [Requires(Permission.ViewTenants)]
    public async Task<IReadOnlyList<FirstStep>> ReadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewTenants);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var services = await context.Services.OrderByDescending(service => service.Published).ThenBy(service => service.NormalizedName)
            .Select(service => new { service.Id, service.Name, service.Published })
            .ToListAsync(cancellationToken);
        var hasUpstream = await context.Upstreams.AnyAsync(cancellationToken);
        var tenants = await context.Tenants.OrderBy(tenant => tenant.NormalizedName).Select(tenant => tenant.Id).Take(2).ToListAsync(cancellationToken);
        var hasHost = await context.Resources.AnyAsync(cancellationToken);
        var isInvited = await context.Memberships.AnyAsync(cancellationToken) || await context.Invitations.AnyAsync(invitation => invitation.TenantId != null, cancellationToken);
        var unbound = services.FirstOrDefault(service => listeners.Of(service.Name).Count == 0);
        return
        [
            new("Create the first administrator", "You are signed in.", "settings/people", IsDone: true),
            new("Add a private link service", "It tells customers where to connect their private endpoints.", "services/new", services.Exists(service => service.Published)),
            new("Bind a listener to the service", "Link IDs are valid only on a listener of their service. The service's page shows the required settings.",
                unbound is null ? "services" : $"services/{unbound.Id}", services.Count > 0 && services.Exists(service => listeners.Of(service.Name).Count > 0)),
            new("Add an upstream", "It holds the addresses of your own backends.", "upstreams/new", hasUpstream),
            new("Add a tenant", "A tenant is a customer with its hosts and people.", "tenants", tenants.Count > 0),
            new("Add a host", "It is the name that the customer's clients connect to.", "resources/new", hasHost),
            new("Invite the customer", "An owner sets up the private endpoint and decides when the host is enforced.", tenants is [var only] ? $"tenants/{only}" : "tenants", isInvited),
        ];
    }
}
