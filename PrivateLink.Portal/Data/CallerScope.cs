using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Data;

/// <summary>Limits a query to what the caller may see. It applies twice: in the query itself and in the context's own filter.</summary>
internal static class CallerScope
{
    /// <summary>Opens a context that knows its caller. It hides other tenants' rows, and records the caller as the author of what it saves.</summary>
    public static async Task<PortalDbContext> OpenAsync(
        this IDbContextFactory<PortalDbContext> contexts, Caller caller, CancellationToken cancellationToken)
    {
        var context = await contexts.CreateDbContextAsync(cancellationToken);
        context.Caller = caller;
        return context;
    }

    public static IQueryable<Resource> VisibleTo(this IQueryable<Resource> resources, Caller caller) =>
        caller.IsCompany ? resources : resources.Where(resource => resource.TenantId == caller.TenantId);

    public static IQueryable<Tenant> VisibleTo(this IQueryable<Tenant> tenants, Caller caller) =>
        caller.IsCompany ? tenants : tenants.Where(tenant => tenant.Id == caller.TenantId);

    public static IQueryable<PrivateEndpoint> VisibleTo(this IQueryable<PrivateEndpoint> endpoints, Caller caller) =>
        caller.IsCompany ? endpoints : endpoints.Where(endpoint => endpoint.TenantId == caller.TenantId);

    public static IQueryable<StepHandover> VisibleTo(this IQueryable<StepHandover> handovers, Caller caller) =>
        caller.IsCompany ? handovers : handovers.Where(handover => handover.TenantId == caller.TenantId);

    public static IQueryable<HandoverPaste> VisibleTo(this IQueryable<HandoverPaste> pastes, Caller caller) =>
        caller.IsCompany ? pastes : pastes.Where(paste => paste.TenantId == caller.TenantId);

    public static IQueryable<SharedConnection> VisibleTo(this IQueryable<SharedConnection> links, Caller caller) =>
        caller.IsCompany ? links : links.Where(shared => shared.TenantId == caller.TenantId);

    public static IQueryable<EnforcementTrial> VisibleTo(this IQueryable<EnforcementTrial> trials, Caller caller) =>
        caller.IsCompany ? trials : trials.Where(trial => trial.TenantId == caller.TenantId);

    public static IQueryable<ConnectionRecord> VisibleTo(this IQueryable<ConnectionRecord> records, Caller caller) =>
        caller.IsCompany ? records : records.Where(record => record.TenantId == caller.TenantId);

    public static IQueryable<AuditEntry> VisibleTo(this IQueryable<AuditEntry> entries, Caller caller) =>
        caller.IsCompany ? entries : entries.Where(entry => entry.TenantId == caller.TenantId);
}
