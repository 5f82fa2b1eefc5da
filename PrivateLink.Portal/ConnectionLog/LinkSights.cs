using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Finds out which link IDs a caller may know, and caches the result for services that answer from memory. Thread-safe.</summary>
public sealed class LinkSights(IDbContextFactory<PortalDbContext> contexts, TimeProvider time)
{
    /// <summary>How long to keep a result without requests. Open pages ask again every minute.</summary>
    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(2);

    private const int MostLearnt = 100;

    private readonly ConcurrentDictionary<Guid, (LinkSight Sight, long Since)> _tenants = new();

    /// <summary>Reads the caller's own link IDs. Before that, views from memory show only the links that its resources list.</summary>
    [Requires(Permission.ViewConnections)]
    public Task RefreshAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        return OfAsync(caller, cancellationToken);
    }

    internal async Task<LinkSight> OfAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (caller.IsCompany) return LinkSight.Everything;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var own = await context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == caller.TenantId)
            .Select(endpoint => new { endpoint.Cloud, endpoint.LinkId }).ToListAsync(cancellationToken);
        var sight = LinkSight.Of(own.Select(endpoint => LinkId.TryParse(endpoint.Cloud, endpoint.LinkId, out var link) ? link : (LinkId?)null).OfType<LinkId>().ToHashSet());
        if (caller.TenantId is { } tenant) _tenants[tenant] = (sight, time.GetTimestamp());
        return sight;
    }

    /// <summary>The cached result, without a database query. If it is too old, only the links that the resources list.</summary>
    internal LinkSight Known(Caller caller)
    {
        if (caller.IsCompany) return LinkSight.Everything;
        return caller.TenantId is { } tenant && _tenants.TryGetValue(tenant, out var known) && time.GetElapsedTime(known.Since) <= Remembered ? known.Sight : LinkSight.Nothing;
    }

    /// <summary>Finds out which of these unknown links no tenant has.</summary>
    /// <returns>Whether it learned anything.</returns>
    internal Task<bool> LearnAsync(LinkSight sight, IEnumerable<ConnectionEntry> entries, CancellationToken cancellationToken) =>
        LearnAsync(sight, [.. sight.Unknown(entries).Take(MostLearnt)], cancellationToken);

    /// <summary>Returns only whether a tenant has a link, never which tenant. So the query covers all tenants on purpose.</summary>
    internal async Task<bool> LearnAsync(LinkSight sight, IReadOnlyCollection<LinkId> unknown, CancellationToken cancellationToken)
    {
        if (unknown.Count == 0) return false;
        string[] texts = [.. unknown.Select(link => link.ToString())];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = (await context.PrivateEndpoints.Where(endpoint => texts.Contains(endpoint.LinkId))
            .Select(endpoint => new { endpoint.Cloud, endpoint.LinkId }).ToListAsync(cancellationToken)).Select(endpoint => (endpoint.Cloud, endpoint.LinkId)).ToHashSet();
        foreach (var link in unknown) sight.Learn(link, known.Contains((link.Cloud, link.ToString())));
        return true;
    }
}
