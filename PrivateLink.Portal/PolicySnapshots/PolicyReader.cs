using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Reads the saved policy and compiles it. Supports one caller at a time.</summary>
public sealed partial class PolicyReader(IDbContextFactory<PortalDbContext> contexts, ILogger<PolicyReader> logger)
{
    private const int MaxAttempts = 10;

    private readonly SharedParts _shared = new();

    /// <summary>The identity of this database, and its newest saved revision.</summary>
    public async Task<DatabaseMark> MarkAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await MarkAsync(context, cancellationToken);
    }

    /// <summary>
    /// The policy of one revision. Every change saves its revision in the same transaction. If the number is the same before and after reading,
    /// nothing changed in between. So no database needs a lock.
    /// </summary>
    /// <param name="followed">The database that the policy in force follows. Null if there is none yet.</param>
    /// <param name="cancellationToken">Cancels the reading.</param>
    public Task<PolicyContent> ReadAsync(DatabaseMark? followed, CancellationToken cancellationToken) => OfOneRevisionAsync(
        followed,
        context => ResourcesAsync(context.Upstreams, context.AllowedLinks, context.ResourceAliases, context.Resources, cancellationToken), cancellationToken);

    /// <summary>Some resources as of one revision. Resources that no longer exist are missing.</summary>
    public Task<PolicyContent> ReadAsync(DatabaseMark? followed, IReadOnlySet<Guid> ids, CancellationToken cancellationToken)
    {
        Guid[] wanted = [.. ids];
        return OfOneRevisionAsync(
            followed,
            context =>
            {
                var resources = context.Resources.Where(resource => wanted.Contains(resource.Id));
                return ResourcesAsync(
                    context.Upstreams.Where(upstream => resources.Any(resource => resource.UpstreamId == upstream.Id)),
                    context.AllowedLinks.Where(link => wanted.Contains(link.ResourceId)),
                    context.ResourceAliases.Where(alias => wanted.Contains(alias.ResourceId)),
                    resources,
                    cancellationToken);
            },
            cancellationToken);
    }

    /// <summary>Whether the new reading continues the earlier one. If so, the difference is what was saved since.</summary>
    public async Task<bool> ContinuesAsync(DatabaseMark? before, DatabaseMark now, CancellationToken cancellationToken)
    {
        if (before is null) return false;
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return before == now || (before.Revision > 0 && await DoubtAsync(context, before, now, cancellationToken) is null);
    }

    private static async Task<DatabaseMark> MarkAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var identity = await context.Installations.OrderBy(row => row.Id).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        var newest = await context.PolicyRevisions.OrderByDescending(revision => revision.Number)
            .Select(revision => new { revision.Number, revision.CreatedAt }).FirstOrDefaultAsync(cancellationToken);

        return new(identity ?? Guid.Empty, newest?.Number ?? 0, newest?.CreatedAt);
    }

    /// <summary>Whether a database has everything that the followed one had.</summary>
    private static async Task<DatabaseDoubt?> DoubtAsync(PortalDbContext context, DatabaseMark? followed, DatabaseMark found, CancellationToken cancellationToken)
    {
        if (followed is null or { Revision: 0 }) return null;
        if (followed.Database is { } database && database != found.Database) return DatabaseDoubt.Another;
        var savedAt = await context.PolicyRevisions.Where(revision => revision.Number == followed.Revision)
            .Select(revision => (DateTime?)revision.CreatedAt).FirstOrDefaultAsync(cancellationToken);
        return savedAt is null || (followed.SavedAt is { } expected && expected != savedAt) ? DatabaseDoubt.Older : null;
    }

    private async Task<PolicyContent> OfOneRevisionAsync(
        DatabaseMark? followed, Func<PortalDbContext, Task<List<ResourcePolicy>>> read, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var mark = await MarkAsync(context, cancellationToken);
            var doubt = await DoubtAsync(context, followed, mark, cancellationToken);
            var resources = await read(context);
            if (await MarkAsync(context, cancellationToken) == mark) return new PolicyContent(mark, doubt, resources);
            if (attempt == MaxAttempts)
                throw new InvalidOperationException("The policy changed each time it was read; the next refresh will find it.");
        }
    }

    private async Task<List<ResourcePolicy>> ResourcesAsync(
        IQueryable<Data.Entities.Upstream> upstreamRows,
        IQueryable<Data.Entities.AllowedLink> linkRows,
        IQueryable<Data.Entities.ResourceAlias> aliasRows,
        IQueryable<Data.Entities.Resource> resourceRows,
        CancellationToken cancellationToken)
    {
        var upstreams = await upstreamRows.AsNoTracking().ToDictionaryAsync(upstream => upstream.Id, Compile, cancellationToken);

        // Row by row, so that for a million links only what the policy needs stays in memory.
        var links = new Dictionary<Guid, List<LinkGrant>>();
        await foreach (var link in linkRows
            .Where(link => link.PrivateEndpoint.LinkId != null)
            .Select(link => new
            {
                link.ResourceId,
                link.PrivateEndpoint.Cloud,
                LinkId = link.PrivateEndpoint.LinkId!,
                Service = link.PrivateEndpoint.Service!.Name,
                Enabled = link.Enabled && link.PrivateEndpoint.Enabled,
            })
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (Compile(link.Cloud, link.LinkId, link.Service, link.Enabled) is not { } grant) continue;
            if (links.TryGetValue(link.ResourceId, out var listed)) listed.Add(grant);
            else links[link.ResourceId] = new(1) { grant };
        }

        var aliases = (await aliasRows.AsNoTracking().OrderBy(alias => alias.Host).ToListAsync(cancellationToken)).ToLookup(alias => alias.ResourceId, alias => alias.Host);
        List<ResourcePolicy> resources = [];
        await foreach (var resource in resourceRows
            .Select(resource => new
            {
                resource.Id,
                resource.TenantId,
                resource.Host,
                resource.Mode,
                Disabled = !resource.Enabled || resource.Tenant!.Suspended,
                resource.UpstreamId,
            })
            .AsAsyncEnumerable().WithCancellation(cancellationToken))
            resources.Add(new ResourcePolicy
            {
                ResourceId = resource.Id,
                TenantId = resource.TenantId,
                Names = [resource.Host, .. aliases[resource.Id].Where(alias => alias != resource.Host)],
                Mode = resource.Mode,
                Disabled = resource.Disabled,
                Links = links.Remove(resource.Id, out var listed) ? new LinkTable(listed) : LinkTable.Empty,
                Upstream = upstreams[resource.UpstreamId],
            });
        return resources;
    }

    private Upstream Compile(Data.Entities.Upstream upstream) => _shared.Of(new Upstream(
        upstream.Id,
        upstream.Name,
        [.. upstream.Addresses.Select(address => new UpstreamAddress(address.Host, address.Port))],
        upstream.SendProxyHeader));

    /// <summary>A text that is not a link ID allows no connection. The rest of the policy still comes into force.</summary>
    private LinkGrant? Compile(CloudProvider cloud, string text, string service, bool enabled)
    {
        if (LinkId.TryParse(cloud, text, out var linkId)) return new LinkGrant(linkId, _shared.Of(service), enabled);
        LogUnreadableLink(cloud, text);
        return null;
    }

    [LoggerMessage(2010, LogLevel.Error, "The stored {Cloud} link ID '{LinkId}' cannot be read, so it allows no connection")]
    private partial void LogUnreadableLink(CloudProvider cloud, string linkId);
}
