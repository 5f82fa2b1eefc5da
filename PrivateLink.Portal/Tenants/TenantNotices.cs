using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.Tenants;

/// <summary>Tells a tenant's owners what the company did in the tenant. A notice stays on their overview until one of them has read it.</summary>
public sealed class TenantNotices(IDbContextFactory<PortalDbContext> contexts, ChangeWriter changes, TimeProvider time)
{
    /// <summary>The notices of the caller's own tenant, newest first; the company has none.</summary>
    [Requires(Permission.ViewActivity)]
    public async Task<IReadOnlyList<NoticeView>> UnreadAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        if (caller.IsCompany) return [];
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.TenantNotices
            .Where(notice => notice.TenantId == caller.TenantId && notice.ReadAt == null)
            .OrderByDescending(notice => notice.CreatedAt)
            .Select(notice => new NoticeView(notice.Id, notice.Text, notice.CreatedAt))
            .ToListAsync(cancellationToken);
    }

    [Requires(Permission.ReadNotices)]
    public Task<SaveResult> MarkReadAsync(Caller caller, Guid id, CancellationToken cancellationToken = default) =>
        changes.SaveAsync(caller, Permission.ReadNotices, AuditAction.NoticeRead, async (context, cancel) =>
        {
            var notice = await context.TenantNotices.Include(notice => notice.Tenant)
                .SingleOrDefaultAsync(notice => notice.Id == id && notice.TenantId == caller.TenantId && notice.ReadAt == null, cancel);
            if (notice is null) return new Edit.Mistake(new SaveResult.NotFound());
            notice.ReadAt = time.GetUtcNow().UtcDateTime;
            return new Edit.Change(AuditTarget.Of(notice.Tenant!), After: new { notice.Text });
        }, about: id, cancellationToken);
}
