using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Tenants;

/// <summary>The customers of the company.</summary>
public sealed class TenantDirectory(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes)
{
    public const string NameField = "Name";

    public const string ReasonField = "Reason";

    [Requires(Permission.ViewTenants)]
    public async Task<IReadOnlyList<TenantRow>> ListAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewTenants);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.Tenants
            .OrderBy(tenant => tenant.NormalizedName)
            .Select(tenant => new TenantRow(
                tenant.Id,
                tenant.Name,
                tenant.Suspended,
                context.Resources.Count(resource => resource.TenantId == tenant.Id),
                context.Memberships.Count(membership => membership.TenantId == tenant.Id),
                tenant.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    [Requires(Permission.ViewTenants)]
    public async Task<TenantDetail?> FindAsync(Caller caller, Guid id, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewTenants);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.Tenants
            .Where(tenant => tenant.Id == id)
            .Select(tenant => new TenantDetail(
                tenant.Version, tenant.Name, tenant.Suspended, context.Resources.Count(resource => resource.TenantId == tenant.Id)))
            .SingleOrDefaultAsync(cancellationToken);
    }

    [Requires(Permission.EditTenants)]
    public Task<SaveResult> CreateAsync(Caller caller, string name, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditTenants, AuditAction.TenantCreated, async (context, cancel) =>
        {
            if (await NameErrorAsync(context, name, existing: null, cancel) is { } mistake) return mistake;
            var tenant = new Tenant { Name = name.Trim() };
            context.Tenants.Add(tenant);
            return new Edit.Change(AuditTarget.Of(tenant), After: FactsOf(tenant));
        }, about: null, cancellationToken);

    [Requires(Permission.EditTenants)]
    public Task<SaveResult> RenameAsync(Caller caller, Guid id, int version, string name, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.EditTenants, AuditAction.TenantRenamed, async (context, cancel) =>
        {
            if (await context.Tenants.SingleOrDefaultAsync(tenant => tenant.Id == id, cancel) is not { } tenant) return new Edit.Mistake(new SaveResult.NotFound());
            if (tenant.Version != version) return new Edit.Mistake(ConflictWith(tenant, name));
            if (await NameErrorAsync(context, name, id, cancel) is { } mistake) return mistake;
            var before = FactsOf(tenant);
            tenant.Name = name.Trim();
            return new Edit.Change(AuditTarget.Of(tenant), before, FactsOf(tenant));
        }, about: id, cancellationToken);

    /// <summary>
    /// Suspends a tenant, or ends the suspension. A suspended tenant's hosts accept no connections (<c>host_disabled</c>), and open ones are closed.
    /// Its people can sign in and see why.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="id">The tenant.</param>
    /// <param name="suspended">Whether to suspend it.</param>
    /// <param name="reason">Why it is suspended; not needed to end the suspension.</param>
    /// <param name="cancellationToken">Cancels the attempt.</param>
    [Requires(Permission.SuspendTenants)]
    public Task<SaveResult> SuspendAsync(Caller caller, Guid id, bool suspended, string reason = "", CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.SuspendTenants, suspended ? AuditAction.TenantSuspended : AuditAction.TenantResumed, async (context, cancel) =>
        {
            if (await context.Tenants.SingleOrDefaultAsync(tenant => tenant.Id == id, cancel) is not { } tenant) return new Edit.Mistake(new SaveResult.NotFound());
            if (tenant.Suspended == suspended) return new Edit.Mistake(new SaveResult.Saved(id));
            if (suspended && GivenReason.ErrorOf(reason) is { } error) return new Edit.Mistake(new SaveResult.Invalid(new Dictionary<string, string> { [ReasonField] = error }));
            var before = FactsOf(tenant);
            tenant.Suspended = suspended;
            return new Edit.Change(AuditTarget.Of(tenant), before, suspended ? new { tenant.Name, tenant.Suspended, Reason = reason.Trim() } : FactsOf(tenant))
            {
                PolicySummary = suspended ? $"{tenant.Name}: suspended, its hosts accept no connections (reason: {reason.Trim()})" : $"{tenant.Name}: no longer suspended",
                Touched = await TouchedResources.OfAsync(context.Resources.Where(resource => resource.TenantId == id), cancel),
                TouchesShared = true,
            };
        }, about: id, cancellationToken);

    private static async Task<Edit.Mistake?> NameErrorAsync(PortalDbContext context, string name, Guid? existing, CancellationToken cancel)
    {
        if (string.IsNullOrWhiteSpace(name)) return Mistake("Enter a name, for example the customer's.");
        if (name.Trim().Length > Tenant.NameLength) return Mistake($"At most {Tenant.NameLength} characters.");
        if (name.Any(char.IsControl)) return Mistake("Letters, signs and spaces only.");
        var normalized = NormalizedText.Of(name);
        return await context.Tenants.AnyAsync(tenant => tenant.NormalizedName == normalized && tenant.Id != existing, cancel)
            ? Mistake("A tenant with this name already exists.")
            : null;
    }

    private static Edit.Mistake Mistake(string error) => new(new SaveResult.Invalid(new Dictionary<string, string> { [NameField] = error }));

    private static SaveResult.Conflict ConflictWith(Tenant tenant, string name) =>
        SaveResult.Conflict.With(tenant, "tenant", name.Trim() == tenant.Name ? [] : [new("Name", name.Trim(), tenant.Name)]);

    private static object FactsOf(Tenant tenant) => new { tenant.Name, tenant.Suspended };
}
