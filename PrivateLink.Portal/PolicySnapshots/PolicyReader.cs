using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Data;

namespace PrivateLink.Portal.PolicySnapshots;

/// <summary>Reads the saved policy and compiles it.</summary>
public sealed partial class PolicyReader(IDbContextFactory<PortalDbContext> contexts, TimeProvider time, ILogger<PolicyReader> logger)
{
    private const int MaxAttempts = 10;

    /// <summary>
    /// The policy of one revision. Every change saves its revision in the same transaction, so when the number is the same before
    /// and after reading, nothing changed in between; no lock is held on any database.
    /// </summary>
    public async Task<PolicySnapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var revision = await RevisionAsync(context, cancellationToken);
            var resources = await ResourcesAsync(context, cancellationToken);
            if (await RevisionAsync(context, cancellationToken) == revision)
                return new PolicySnapshot(revision, time.GetUtcNow(), resources);
            if (attempt == MaxAttempts)
                throw new InvalidOperationException("The policy changed each time it was read; the next refresh will find it.");
        }
    }

    private static async Task<long> RevisionAsync(PortalDbContext context, CancellationToken cancellationToken) =>
        await context.PolicyRevisions.MaxAsync(revision => (long?)revision.Number, cancellationToken) ?? 0;

    private async Task<List<ResourcePolicy>> ResourcesAsync(PortalDbContext context, CancellationToken cancellationToken)
    {
        var upstreams = await context.Upstreams.AsNoTracking()
            .ToDictionaryAsync(upstream => upstream.Id, Compile, cancellationToken);

        var links = (await context.AllowedLinks
                .Where(link => link.PrivateEndpoint.LinkId != null)
                .Select(link => new
                {
                    link.ResourceId,
                    link.PrivateEndpoint.Cloud,
                    LinkId = link.PrivateEndpoint.LinkId!,
                    Service = link.PrivateEndpoint.Service!.Name,
                    Enabled = link.Enabled && link.PrivateEndpoint.Enabled,
                })
                .ToListAsync(cancellationToken))
            .ToLookup(link => link.ResourceId, link => Compile(link.Cloud, link.LinkId, link.Service, link.Enabled));

        var resources = await context.Resources
            .Select(resource => new
            {
                resource.Id,
                resource.TenantId,
                resource.Host,
                resource.Mode,
                Disabled = !resource.Enabled || resource.Tenant!.Suspended,
                resource.UpstreamId,
            })
            .ToListAsync(cancellationToken);

        return resources.ConvertAll(resource => new ResourcePolicy
        {
            ResourceId = resource.Id,
            TenantId = resource.TenantId,
            Names = [resource.Host],
            Mode = resource.Mode,
            Disabled = resource.Disabled,
            Links = new LinkTable(links[resource.Id].OfType<LinkGrant>()),
            Upstream = upstreams[resource.UpstreamId],
        });
    }

    private static Upstream Compile(Data.Entities.Upstream upstream) =>
        new(
            upstream.Id,
            upstream.Name,
            [.. upstream.Addresses.Select(address => new UpstreamAddress(address.Host, address.Port))],
            upstream.SendProxyHeader);

    /// <summary>A text that is no link ID lists nothing: it admits nobody, and the rest of the policy still comes into force.</summary>
    private LinkGrant? Compile(CloudProvider cloud, string text, string service, bool enabled)
    {
        if (LinkId.TryParse(cloud, text, out var linkId)) return new LinkGrant(linkId, service, enabled);
        LogUnreadableLink(cloud, text);
        return null;
    }

    [LoggerMessage(2010, LogLevel.Error, "The stored {Cloud} link ID '{LinkId}' cannot be read; it admits nobody")]
    private partial void LogUnreadableLink(CloudProvider cloud, string linkId);
}
