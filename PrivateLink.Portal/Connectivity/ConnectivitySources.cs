using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Empties;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>
/// Finds what is known of a source, in memory and among the newest stored connections that the caller may see. Addresses have no index, so every
/// search has a limit.
/// </summary>
public sealed class ConnectivitySources(
    IDbContextFactory<PortalDbContext> contexts, LinkSights sights, LiveConnections live, PeerWatch peers, ListenerTrust listeners, IOptions<EngineOptions> engine)
{
    /// <summary>How many stored connections to search.</summary>
    internal const int MostSearched = 20_000;

    /// <summary>The links of how many connections to look up.</summary>
    private const int MostLinked = 50;

    private const int MostHolders = 5;

    private const int MostUnserved = 20;

    private static readonly Reason[] Probes = [.. ReasonTable.Where(row => row.AsksForNothing)];

    /// <summary>Whether a text is an address or a network.</summary>
    public static bool IsSource(string text) => text != "*" && FilterField.Client.Accepts(text, FilterRelation.Is);

    /// <summary>What is known of an address or a network.</summary>
    [Requires(Permission.ViewConnections)]
    public async Task<KnownSource> FindAsync(Caller caller, string source, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        await using var context = await contexts.OpenAsync(caller, cancellationToken);
        var (visible, sight) = (context.ConnectionRecords.AsNoTracking().VisibleTo(caller), await sights.OfAsync(caller, cancellationToken));
        var from = ConnectionFilter.Of(FilterField.Client, source);
        var newest = visible.OrderByDescending(record => record.Id).Take(MostSearched).Where(from.ToExpression(sight));
        var isFrom = from.ToPredicate();
        var fresh = live.Entries(caller, entry => isFrom(sight.Show(entry)), MostLinked);
        var asked = await LastAsync(newest.Where(record => !Probes.Contains(record.Reason)), fresh.Where(entry => !Probes.Contains(entry.Decision.Reason)), MostLinked, cancellationToken);
        var denied = await LastAsync(
            newest.Where(record => record.Verdict == Verdict.Denied), fresh.Where(entry => entry.Decision.Verdict == Verdict.Denied), 1, cancellationToken);
        var probed = await LastAsync(newest.Where(record => Probes.Contains(record.Reason)), fresh.Where(entry => Probes.Contains(entry.Decision.Reason)), 1, cancellationToken);
        ConnectionEntry[] all = [.. asked, .. denied, .. probed];
        await sights.LearnAsync(sight, all, cancellationToken);
        var known = new KnownSource(source)
        {
            LastConnection = asked is [var connection, ..] ? sight.Show(connection) : null,
            LastDenial = denied is [var denial, ..] ? sight.Show(denial) : null,
            LastProbe = probed is [var probe, ..] ? sight.Show(probe) : null,
            Peers = PeersOf(caller, source),
            Holders = await HoldersAsync(context, caller, [.. all.Select(sight.Show).Select(view => view.LinkId).OfType<LinkId>().Distinct().Take(MostHolders)], cancellationToken),
            SearchedAmong = await EmptySources.AreMoreAsync(visible, MostSearched, cancellationToken) ? MostSearched : null,
        };
        return known.IsSilent ? known with { Unserved = await UnservedAsync(context, caller, cancellationToken) } : known;
    }

    /// <summary>The newest connections of a kind, from memory and the database, each once.</summary>
    private static async Task<IReadOnlyList<ConnectionEntry>> LastAsync(
        IQueryable<ConnectionRecord> stored, IEnumerable<ConnectionEntry> fresh, int take, CancellationToken cancellationToken)
    {
        var records = await stored.OrderByDescending(record => record.Id).Take(take).ToListAsync(cancellationToken);
        return [.. fresh.Concat(records.Select(StoredConnections.Entry)).DistinctBy(entry => entry.Decision.Id).OrderByDescending(entry => entry.Decision.Id).Take(take)];
    }

    /// <summary>A load balancer checks the listeners from its own address, which is no client's.</summary>
    private IReadOnlyList<SourcePeer> PeersOf(Caller caller, string source)
    {
        if (!caller.May(Permission.ViewListeners) || !AddressRange.TryParse(source, out var range)) return [];
        return
        [
            .. from listener in engine.Value.Listeners.Keys.Order(StringComparer.Ordinal)
               let seen = peers.Of(caller, listener).Where(peer => range.Contains(NetworkAddress.From(new IPEndPoint(peer.Peer, 0)))).ToList()
               where seen.Count > 0
               select new SourcePeer(listener, seen.Max(peer => peer.LastHealthCheck), seen.Max(peer => peer.LastProbe)),
        ];
    }

    private async Task<IReadOnlyList<UnservedEndpoint>> UnservedAsync(PortalDbContext context, Caller caller, CancellationToken cancellationToken)
    {
        var endpoints = context.PrivateEndpoints.AsNoTracking().VisibleTo(caller).Where(endpoint => endpoint.State != PrivateEndpointState.Retired && endpoint.LinkId != null);
        var services = await endpoints.Select(endpoint => endpoint.Service!.Name).Distinct().ToListAsync(cancellationToken);
        var unserved = services.Where(service => listeners.Of(service).Count == 0).ToList();
        if (unserved.Count == 0) return [];
        var rows = await endpoints.Where(endpoint => unserved.Contains(endpoint.Service!.Name)).OrderBy(endpoint => endpoint.CreatedAt).Take(MostUnserved)
            .Select(endpoint => new { endpoint.LinkId, endpoint.Cloud, Tenant = endpoint.Tenant!.Name, endpoint.VerifiedAt, Service = endpoint.Service!.Name }).ToListAsync(cancellationToken);
        return rows.ConvertAll(row => new UnservedEndpoint(row.LinkId!, row.Cloud, row.Tenant, NeverSeen: row.VerifiedAt is null) { Service = caller.IsCompany ? row.Service : null });
    }

    private static async Task<IReadOnlyList<SourceHolder>> HoldersAsync(PortalDbContext context, Caller caller, IReadOnlyList<LinkId> links, CancellationToken cancellationToken)
    {
        if (links.Count == 0) return [];
        string?[] texts = [.. links.Select(link => link.ToString())];
        var rows = await context.PrivateEndpoints.AsNoTracking().VisibleTo(caller)
            .Where(endpoint => endpoint.State != PrivateEndpointState.Retired && texts.Contains(endpoint.LinkId))
            .OrderBy(endpoint => endpoint.CreatedAt).Take(MostHolders)
            .Select(endpoint => new { endpoint.Id, endpoint.Name, endpoint.Cloud, endpoint.LinkId, endpoint.TenantId, Tenant = endpoint.Tenant!.Name }).ToListAsync(cancellationToken);
        return
        [
            .. from row in rows
               where links.Any(link => link.Cloud == row.Cloud && link.ToString() == row.LinkId)
               select new SourceHolder(row.Id, row.Name.Length > 0 ? row.Name : row.LinkId!, row.LinkId!, row.TenantId, row.Tenant),
        ];
    }
}
