using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Publishing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Connectivity;

/// <summary>
/// Answers whether a customer can connect now. It reads the database at most every ten seconds for each tenant, for any number of viewers. The
/// newest connections come from memory each time. Thread-safe.
/// </summary>
public sealed class ConnectivityService(
    ConnectivityFactsReader reader, LiveConnections live, OpenConnections open, ConnectionExplanations explanations, IPolicySource policies, ListenerTrust listeners,
    OperationsReports operations, EngineReports engine, RecordsReports records, RollUpCounters sums, TimeProvider time)
{
    /// <summary>How long to reuse an answer of the database; a change of the policy ends this earlier.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private const int MostKept = 100;
    private const int MostLive = LiveConnections.TenantCapacity;
    private const int MostFailedNames = 2_000;

    private readonly SharedReadings<(Guid Tenant, long? Revision), Known> _known = new(time, Kept, MostKept);

    /// <returns>Null when the tenant does not exist for the caller.</returns>
    [Requires(Permission.ViewConnections)]
    public async Task<ConnectivityView?> ReadAsync(Caller caller, Guid tenantId, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (!caller.Sees(tenantId) || await KnownAsync(tenantId, cancellationToken) is not { } known) return null;
        var company = Caller.Company(PortalDbContext.Portal);
        var isLive = engine.Read(company).Condition == EngineCondition.Live;
        var notStored = records.Read(company).Error is not null || sums.BehindFrom is not null;
        var newest = Newest(tenantId, known.Facts);
        var names = new FailedNames(known.Facts.OwnLinks, known.Facts.FailedNames, known.FailedNames, Serves);
        var customers = new ConnectivityBuilder(known.Facts, newest, known.Open, Upstreams: null, LetsIn, HasListener, names, isLive, notStored, time.GetUtcNow()).Build(known.Facts.TenantSight);
        if (!caller.IsCompany) return customers;
        var upstreams = caller.May(Permission.ViewUpstreams) ? operations.Upstreams(caller).ToDictionary(upstream => upstream.Id) : null;
        return new ConnectivityBuilder(known.Facts, newest, known.Open, upstreams, LetsIn, HasListener, names, isLive, notStored, time.GetUtcNow())
            .Build(LinkSight.Everything) with
        {
            ForTheCustomer = customers,
        };
    }

    /// <summary>
    /// The newest connection from an address that was denied before it had a host, through a link that is certainly the tenant's. It belongs to no
    /// tenant, so no search of the tenant's connections finds it. Only memory knows the addresses of such connections.
    /// </summary>
    /// <param name="caller">The caller.</param>
    /// <param name="tenantId">The tenant.</param>
    /// <param name="source">An address or a network.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>Null if there is none, or if the tenant does not exist for the caller.</returns>
    [Requires(Permission.ViewConnections)]
    public async Task<FailedName?> FindFailedAsync(Caller caller, Guid tenantId, string source, CancellationToken cancellationToken = default)
    {
        caller.Demand(Permission.ViewConnections);
        if (!caller.Sees(tenantId) || await KnownAsync(tenantId, cancellationToken) is not { } known) return null;
        var isFrom = ConnectionFilter.Of(FilterField.Client, source).ToPredicate();
        var came = FailedNamesOf(known.Facts).Where(entry => isFrom(entry.Whole)).ToList();
        return new FailedNames(known.Facts.OwnLinks, Sums: [], came, Serves).Find(onlyOwn: true) is [var newest, ..] ? newest : null;
    }

    private Task<Known?> KnownAsync(Guid tenantId, CancellationToken cancellationToken) =>
        _known.ReadAsync((tenantId, policies.Current?.Revision), _ => ReadFactsAsync(tenantId), cancellationToken);

    private async Task<Known?> ReadFactsAsync(Guid tenantId) =>
        await reader.ReadAsync(tenantId, CancellationToken.None) is { } facts ? new(facts, OpenOf(tenantId), FailedNamesOf(facts)) : null;

    /// <summary>These belong to no tenant, so they are among the company's connections.</summary>
    private IReadOnlyList<ConnectionEntry> FailedNamesOf(ConnectivityFacts facts)
    {
        var links = facts.OwnLinks.Select(link => new Way(link.Cloud, link.LinkId)).ToHashSet();
        return links.Count == 0
            ? []
            : live.Entries(Caller.Company(PortalDbContext.Portal), entry => FailedNames.Is(entry) && links.Contains(Way.Of(entry.Decision)), MostFailedNames);
    }

    private Dictionary<Guid, int> OpenOf(Guid tenantId) =>
        open.Relayed.Where(decision => decision.TenantId == tenantId && decision.ResourceId is not null)
            .GroupBy(decision => decision.ResourceId!.Value).ToDictionary(host => host.Key, host => host.Count());

    /// <summary>The stored connections and those in memory. Where both have a connection, memory knows more about it.</summary>
    private List<ConnectionEntry> Newest(Guid tenantId, ConnectivityFacts facts)
    {
        var fresh = live.Entries(Caller.Tenant(PortalDbContext.Portal, tenantId), static _ => true, MostLive);
        return [.. fresh.Concat(facts.Newest).DistinctBy(entry => entry.Decision.Id).OrderByDescending(entry => entry.Decision.Id)];
    }

    private bool? LetsIn(ConnectionEntry entry) =>
        policies.Current is { } snapshot && explanations.Now(entry.Decision, snapshot) is { IsAsked: true } now ? now.Verdict != Verdict.Denied : null;

    private bool Serves(string listener, OwnLink link) =>
        LinkId.TryParse(link.Cloud, link.LinkId, out var parsed) && explanations.TermsOf(listener).Serves(new LinkGrant(parsed, link.Service));

    private bool HasListener(string service) => listeners.Of(service).Count > 0;

    private sealed record Known(ConnectivityFacts Facts, IReadOnlyDictionary<Guid, int> Open, IReadOnlyList<ConnectionEntry> FailedNames);
}
