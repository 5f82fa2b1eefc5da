using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditReading;

/// <summary>The audit log as its reader may see it. The company sees all of it, and a tenant sees the entries that concern it.</summary>
public sealed class AuditLog(IDbContextFactory<PortalDbContext> contexts)
{
    /// <summary>The number of rows on a page.</summary>
    public const int PageSize = 50;

    private const int ExportBatch = 1000;

    /// <summary>The newest matching entries, or the next older ones.</summary>
    /// <param name="before">Only entries before this one. Null for the newest.</param>
    [Requires(Permission.ViewActivity)]
    public async Task<AuditSlice> ReadAsync(Caller caller, AuditFilter filter, long? before, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var rows = await Rows(context, context.AuditEntries.VisibleTo(caller).Matching(filter)
                .Where(entry => before == null || entry.Sequence < before)
                .OrderByDescending(entry => entry.Sequence)
                .Take(PageSize + 1))
            .ToListAsync(cancellationToken);
        var shown = rows.Take(PageSize).Select(row => ShownTo(caller, row)).ToList();
        return new(shown, rows.Count > PageSize ? shown[^1].Sequence : null);
    }

    /// <summary>One entry. Null if there is none for this caller.</summary>
    [Requires(Permission.ViewActivity)]
    public async Task<AuditDetail?> FindAsync(Caller caller, long sequence, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var entries = context.AuditEntries.VisibleTo(caller).Where(entry => entry.Sequence == sequence);
        if (await Rows(context, entries).SingleOrDefaultAsync(cancellationToken) is not { } row) return null;
        var facts = await entries.Select(entry => new { entry.Before, entry.After, entry.CorrelationId, entry.Hash, entry.SessionId }).SingleAsync(cancellationToken);
        var (before, after) = (ShownFacts.To(caller, facts.Before), ShownFacts.To(caller, facts.After));
        var isShown = IsShown(caller, row.ActorTenantId);
        return new(ShownTo(caller, row), AuditDifference.Between(before, after), facts.CorrelationId, isShown ? facts.Hash : null, isShown ? facts.SessionId : null);
    }

    /// <summary>The tenants in the filter's list.</summary>
    [Requires(Permission.ViewActivity)]
    public async Task<IReadOnlyDictionary<Guid, string>> TenantsAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewActivity);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await context.Tenants.VisibleTo(caller).OrderBy(tenant => tenant.NormalizedName)
            .ToDictionaryAsync(tenant => tenant.Id, tenant => tenant.Name, cancellationToken);
    }

    /// <summary>Every matching entry, oldest first, read in batches as the reader consumes them.</summary>
    [Requires(Permission.ViewActivity)]
    public async IAsyncEnumerable<AuditExportLine> ExportAsync(
        Caller caller, AuditFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (var after = 0L; ;)
        {
            // A person who is removed during the export gets no more lines.
            caller.Demand(Permission.ViewActivity);
            List<AuditEntry> batch;
            await using (var context = await contexts.OpenAsync(caller, cancellationToken))
                batch = await context.AuditEntries.VisibleTo(caller).Matching(filter).AsNoTracking()
                    .Where(entry => entry.Sequence > after)
                    .OrderBy(entry => entry.Sequence)
                    .Take(ExportBatch)
                    .ToListAsync(cancellationToken);

            foreach (var entry in batch) yield return AuditExportLine.Of(entry, caller);
            if (batch.Count < ExportBatch) yield break;
            after = batch[^1].Sequence;
        }
    }

    /// <summary>A tenant must not see the addresses of the company's people.</summary>
    private static AuditRow ShownTo(Caller caller, AuditRow row) =>
        IsShown(caller, row.ActorTenantId) ? row : row with { Address = null };

    private static bool IsShown(Caller caller, Guid? actorTenantId) => caller.IsCompany || actorTenantId == caller.TenantId;

    private static IQueryable<AuditRow> Rows(PortalDbContext context, IQueryable<AuditEntry> entries) =>
        from entry in entries
        join named in context.Tenants on entry.TenantId equals (Guid?)named.Id into owners
        from owner in owners.DefaultIfEmpty()
        orderby entry.Sequence descending
        select new AuditRow(
            entry.Sequence,
            entry.Time,
            entry.Actor,
            entry.ActorTenantId,
            entry.Address,
            entry.TenantId,
            owner!.Name,
            entry.Action,
            entry.TargetKind,
            entry.TargetId,
            entry.TargetName,
            entry.Result,
            entry.Why);
}
