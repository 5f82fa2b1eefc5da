using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Upstreams;

/// <summary>The last change of an upstream after which its connections went elsewhere.</summary>
/// <param name="UpstreamId">The upstream.</param>
/// <param name="Name">Its name at that time.</param>
/// <param name="Version">The version of the upstream now. A later save may have changed only the name.</param>
/// <param name="Sequence">The entry in the audit log.</param>
/// <param name="Time">When, UTC.</param>
/// <param name="By">Who.</param>
/// <param name="What">The addresses before and after.</param>
public sealed record UpstreamChange(Guid UpstreamId, string Name, int Version, long Sequence, DateTime Time, string By, string What);

/// <summary>Finds in the audit log who last changed where connections go.</summary>
public sealed class UpstreamChanges(IDbContextFactory<PortalDbContext> contexts)
{
    private const int LooksBackOver = 200;

    /// <summary>The last change of each upstream; without those that nobody changed since they were added.</summary>
    [Requires(Permission.ViewUpstreams)]
    public async Task<IReadOnlyDictionary<Guid, UpstreamChange>> LastAsync(Caller caller, IReadOnlyCollection<Guid> upstreams, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewUpstreams);
        if (upstreams.Count == 0) return new Dictionary<Guid, UpstreamChange>();
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        return await ReadAsync(context, upstreams, cancellationToken);
    }

    /// <summary>For services that tell a tenant of its own upstreams. The entries are the company's own, so the filter by tenant would hide them.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, UpstreamChange>> ReadAsync(
        PortalDbContext context, IReadOnlyCollection<Guid> upstreams, CancellationToken cancellationToken)
    {
        var (targets, code) = (upstreams.Select(id => (Guid?)id).ToArray(), AuditAction.UpstreamChanged.Code);
        var versions = await context.Upstreams.AsNoTracking().Where(upstream => upstreams.Contains(upstream.Id))
            .ToDictionaryAsync(upstream => upstream.Id, upstream => upstream.Version, cancellationToken);
        var entries = await context.AuditEntries.IgnoreQueryFilters([PortalDbContext.TenantFilter]).AsNoTracking()
            .Where(entry => targets.Contains(entry.TargetId) && entry.Result == AuditResult.Done && entry.Action == code)
            .OrderByDescending(entry => entry.Sequence).Take(LooksBackOver)
            .ToListAsync(cancellationToken);
        return entries
            .Select(entry => UpstreamChangeWords.Of(entry.Before, entry.After) is { } what
                ? new UpstreamChange(entry.TargetId!.Value, entry.TargetName, versions.GetValueOrDefault(entry.TargetId.Value), entry.Sequence, entry.Time, entry.Actor, what)
                : null)
            .OfType<UpstreamChange>()
            .GroupBy(change => change.UpstreamId)
            .ToDictionary(changes => changes.Key, changes => changes.First());
    }
}
