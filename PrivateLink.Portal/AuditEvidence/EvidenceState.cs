using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The database's state of hosts and their endpoints, and the people who set it.</summary>
internal static class EvidenceState
{
    /// <summary>Actions that confirm that a link belongs to its tenant.</summary>
    private static readonly string[] Proofs =
        [AuditAction.PrivateEndpointProven.Code, AuditAction.PrivateEndpointAssigned.Code, AuditAction.PrivateEndpointResolved.Code];

    /// <summary>Actions that may set a host to Enforce.</summary>
    private static readonly string[] Enforcing =
        [AuditAction.ResourceCreated.Code, AuditAction.ResourceChanged.Code, AuditAction.ResourceEnforced.Code, AuditAction.ResourceEnforcedAgain.Code];

    private const string ModeFact = "mode";
    private const string HostFact = "host";
    private const string AliasesFact = "aliases";

    public static Task<List<Resource>> HostsAsync(PortalDbContext context, Guid tenantId, Guid? hostId, CancellationToken cancellationToken) =>
        context.Resources.AsNoTracking()
            .Where(resource => resource.TenantId == tenantId && (hostId == null || resource.Id == hostId))
            .Include(resource => resource.Tenant)
            .Include(resource => resource.Aliases)
            .Include(resource => resource.AllowedLinks).ThenInclude(link => link.PrivateEndpoint).ThenInclude(endpoint => endpoint.Service)
            .OrderBy(resource => resource.Host)
            .AsSplitQuery() // in a single query, SQLite would first collect the links of all resources
            .ToListAsync(cancellationToken);

    public static async Task<EvidenceHost> OfAsync(PortalDbContext context, Caller caller, Resource resource, EvidenceTraffic traffic, CancellationToken cancellationToken)
    {
        var endpoints = new List<EvidenceEndpoint>();
        foreach (var link in resource.AllowedLinks.OrderBy(link => link.PrivateEndpoint.Name, StringComparer.Ordinal).ThenBy(link => link.PrivateEndpoint.Id))
            endpoints.Add(await OfAsync(context, resource, link, cancellationToken));
        var trial = await context.EnforcementTrials.AsNoTracking()
            .Where(each => each.ResourceId == resource.Id && each.Outcome == null)
            .Select(each => (DateTime?)each.Deadline)
            .FirstOrDefaultAsync(cancellationToken);
        return new(
            resource.Host,
            [.. resource.Aliases.Select(alias => alias.Host).Order(StringComparer.Ordinal)],
            resource.CreatedAt,
            $"{resource.Mode}",
            resource.Enabled && !resource.Tenant!.Suspended,
            resource.Mode == ResourceMode.Enforce ? await EnforcedAsync(context, caller, resource, cancellationToken) : null,
            resource.Mode == ResourceMode.Enforce ? trial : null,
            endpoints,
            traffic);
    }

    private static async Task<EvidenceEnforcement> EnforcedAsync(PortalDbContext context, Caller caller, Resource resource, CancellationToken cancellationToken)
    {
        var about = context.AuditEntries.AsNoTracking().Where(entry => entry.TargetId == resource.Id && entry.TenantId == resource.TenantId && entry.Result == AuditResult.Done);
        AuditEntry? act = null;
        await foreach (var entry in about.Where(entry => Enforcing.Contains(entry.Action)).OrderByDescending(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (!AuditDifference.Between(entry.Before, entry.After).Any(fact => fact.Name == ModeFact && fact.After == nameof(ResourceMode.Enforce))) continue;
            act = entry;
            break;
        }

        var since = resource.ModeSince ?? act?.Time ?? resource.CreatedAt;

        // The entry and the row's own time come from one save. An older entry is about an earlier time of enforcement.
        if (act is not null && (since - act.Time).Duration() > TimeSpan.FromSeconds(5)) act = null;
        var confirmed = await about
            .Where(entry => entry.Action == AuditAction.ResourceConfirmed.Code && entry.Time >= since)
            .OrderBy(entry => entry.Sequence)
            .FirstOrDefaultAsync(cancellationToken);
        return new(await NamedAsync(about, since, cancellationToken) ?? since, act?.Actor, act?.Sequence, confirmed?.Time, confirmed?.Actor, confirmed?.Sequence);
    }

    /// <summary>
    /// When the host last got a name during its enforcement. Before that, the name may have belonged to another, open host. So a statement about all
    /// of its names holds only from then on.
    /// </summary>
    private static async Task<DateTime?> NamedAsync(IQueryable<AuditEntry> about, DateTime since, CancellationToken cancellationToken)
    {
        await foreach (var entry in about.Where(entry => entry.Action == AuditAction.ResourceChanged.Code && entry.Time > since)
            .OrderByDescending(entry => entry.Sequence).AsAsyncEnumerable().WithCancellation(cancellationToken))
        {
            if (AuditDifference.Between(entry.Before, entry.After).Any(fact => fact.Name == HostFact || (fact.Name == AliasesFact && NamesIn(fact.After).Except(NamesIn(fact.Before)).Any())))
                return entry.Time;
        }

        return null;
    }

    private static string[] NamesIn(string? fact) => fact is null ? [] : JsonSerializer.Deserialize<string[]>(fact) ?? [];

    private static async Task<EvidenceEndpoint> OfAsync(PortalDbContext context, Resource resource, AllowedLink link, CancellationToken cancellationToken)
    {
        var endpoint = link.PrivateEndpoint;
        var seen = await EndpointTraffic.Of(context, endpoint)
            .Where(row => row.ResourceId == resource.Id)
            .Select(row => new { row.FirstSeen, row.LastSeen, row.Connections })
            .ToListAsync(cancellationToken);
        var proof = endpoint.Claim == ClaimLevel.Proven
            ? await context.AuditEntries.AsNoTracking()
                .Where(entry => entry.TargetId == endpoint.Id && entry.TenantId == resource.TenantId && entry.Result == AuditResult.Done && Proofs.Contains(entry.Action))
                .OrderByDescending(entry => entry.Sequence)
                .FirstOrDefaultAsync(cancellationToken)
            : null;
        return new(
            endpoint.Id,
            EndpointTitle.Of(endpoint, endpoint.Service!, [resource.Host]),
            $"{endpoint.Cloud}",
            endpoint.Region.Length > 0 ? endpoint.Region : endpoint.Service!.Region,
            endpoint.LinkId,
            link.Enabled && endpoint.Enabled && endpoint.LinkId is not null,
            ProofOf(endpoint.Claim),
            endpoint.LinkId is null ? null : endpoint.ClaimedAt ?? endpoint.CreatedAt,
            seen.Count == 0 ? null : seen.Min(row => row.FirstSeen),
            seen.Count == 0 ? null : seen.Max(row => row.LastSeen),
            seen.Sum(row => row.Connections),
            proof?.Time,
            proof?.Actor,
            proof?.Sequence);
    }

    private static string ProofOf(ClaimLevel level) => level switch
    {
        ClaimLevel.Asserted => "claimed",
        ClaimLevel.Matched => "seen",
        ClaimLevel.Proven => "proven",
        _ => "none",
    };
}
