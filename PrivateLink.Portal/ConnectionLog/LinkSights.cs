using Microsoft.EntityFrameworkCore;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Finds out which link IDs a caller may know.</summary>
public sealed class LinkSights(IDbContextFactory<PortalDbContext> contexts)
{
    [Requires(Permission.ViewConnections)]
    public async Task<LinkSight> OfAsync(Caller caller, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (caller.IsCompany) return LinkSight.Everything;
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var own = await context.PrivateEndpoints.Where(endpoint => endpoint.TenantId == caller.TenantId)
            .Select(endpoint => new { endpoint.Cloud, endpoint.LinkId }).ToListAsync(cancellationToken);
        return LinkSight.Of(own.Select(endpoint => LinkId.TryParse(endpoint.Cloud, endpoint.LinkId, out var link) ? link : (LinkId?)null).OfType<LinkId>().ToHashSet());
    }

    /// <summary>
    /// Finds out which of the strangers' links among these no tenant has. Only whether, never whose: the answer is asked across
    /// tenants on purpose.
    /// </summary>
    /// <returns>Whether anything was learnt.</returns>
    public async Task<bool> LearnAsync(LinkSight sight, IEnumerable<ConnectionEntry> entries, CancellationToken cancellationToken = default)
    {
        LinkId[] unknown = [.. sight.Unknown(entries).Take(100)];
        if (unknown.Length == 0) return false;
        string[] texts = [.. unknown.Select(link => link.ToString())];
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var known = (await context.PrivateEndpoints.Where(endpoint => texts.Contains(endpoint.LinkId))
            .Select(endpoint => new { endpoint.Cloud, endpoint.LinkId }).ToListAsync(cancellationToken)).Select(endpoint => (endpoint.Cloud, endpoint.LinkId)).ToHashSet();
        foreach (var link in unknown) sight.Learn(link, known.Contains((link.Cloud, link.ToString())));
        return true;
    }
}
