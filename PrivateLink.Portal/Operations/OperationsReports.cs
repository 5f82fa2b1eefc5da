using System.Net;
using Microsoft.Extensions.Options;
using PrivateLink.Engine;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Operations;

/// <summary>Reports the state of listeners and upstreams to operations. Everything is in memory, and each policy is examined only once.</summary>
public sealed class OperationsReports(EngineStatus engine, IOptions<EngineOptions> options, IPolicySource policies, TrafficCounters counters, PeerWatch peers)
{
    private volatile UsedUpstreams? _used;

    /// <summary>All configured listeners, bound or not.</summary>
    [Requires(Permission.ViewListeners)]
    public IReadOnlyList<ListenerReport> Listeners(Caller caller)
    {
        caller.Demand(Permission.ViewListeners);
        var counts = counters.Read(caller).ToLookup(count => count.Key.Listener, StringComparer.OrdinalIgnoreCase);
        return
        [
            .. from listener in options.Value.Listeners
               let bound = engine.Listeners.FirstOrDefault(status => status.Name == listener.Key)
               orderby bound?.Address.Port ?? 0, listener.Key
               select new ListenerReport(
                   listener.Key, bound?.Address, listener.Value, bound?.TrustsEveryone ?? false,
                   CountsOf(counts[listener.Key]),
                   peers.Of(caller, listener.Key)),
        ];
    }

    /// <summary>Every upstream behind a resource of the policy in force.</summary>
    [Requires(Permission.ViewUpstreams)]
    public IReadOnlyList<UpstreamReport> Upstreams(Caller caller)
    {
        caller.Demand(Permission.ViewUpstreams);
        return Upstreams();
    }

    /// <summary>One upstream; null if no resource of the policy in force uses it.</summary>
    [Requires(Permission.ViewUpstreams)]
    public UpstreamReport? Upstream(Caller caller, Guid id)
    {
        caller.Demand(Permission.ViewUpstreams);
        return InForce().Upstreams.FirstOrDefault(used => used.Upstream.Id == id) is { } known ? ReportOf(known, engine.Upstreams) : null;
    }

    /// <summary>
    /// Since when the upstream of a host works again after a connection to the host failed; null if it is not known to work. A tenant learns that its
    /// own connections can be delivered, but not to where.
    /// </summary>
    /// <param name="caller">The reader.</param>
    /// <param name="host">The host.</param>
    /// <param name="failed">When the connection failed.</param>
    [Requires(Permission.ViewConnections)]
    public DateTimeOffset? WorksAgainSince(Caller caller, string host, DateTimeOffset failed)
    {
        caller.Demand(Permission.ViewConnections);
        if (policies.Current?.Find(host) is not { } resource || !caller.Sees(resource.TenantId)) return null;
        return InForce().Upstreams.FirstOrDefault(used => used.Upstream.Id == resource.Upstream.Id) is { } known ? ReportOf(known, engine.Upstreams).WorksAgainSince(failed) : null;
    }

    /// <summary>All upstreams, for the portal itself.</summary>
    internal IReadOnlyList<UpstreamReport> Upstreams()
    {
        var statuses = engine.Upstreams;
        return [.. InForce().Upstreams.Select(used => ReportOf(used, statuses))];
    }

    private UsedUpstreams InForce()
    {
        var current = policies.Current;
        if (_used is { } known && ReferenceEquals(known.Snapshot, current)) return known;
        return _used = new(current,
        [
            .. (current?.Resources ?? [])
                .GroupBy(resource => resource.Upstream.Id)
                .Select(used => new UsedUpstream(used.First().Upstream, used.Count()))
                .OrderBy(used => used.Upstream.Name, StringComparer.OrdinalIgnoreCase),
        ]);
    }

    private static ListenerCount[] CountsOf(IEnumerable<TrafficCount> counts) =>
    [
        .. counts.GroupBy(count => (count.Key.Outcome, count.Key.Reason))
            .Select(kind => new ListenerCount(kind.Key.Outcome, kind.Key.Reason, kind.Sum(count => (long)count.Count))),
    ];

    private static UpstreamReport ReportOf(UsedUpstream used, IReadOnlyList<UpstreamAddressStatus> statuses) => new(
        used.Upstream.Id, used.Upstream.Name, used.HostCount,
        [.. used.Upstream.Addresses.Select(address => new UpstreamAddressReport(address.ToString(), StatusesOf(address, used.Upstream, statuses)))]);

    /// <summary>
    /// The statuses of one configured address. A literal address matches itself. A name matches every status on its port, except the upstream's
    /// literal addresses. Only the engine knows what a name resolves to.
    /// </summary>
    private static IReadOnlyList<UpstreamAddressStatus> StatusesOf(UpstreamAddress address, Upstream upstream, IReadOnlyList<UpstreamAddressStatus> statuses)
    {
        if (IPAddress.TryParse(address.Host, out var literal)) return [.. statuses.Where(status => status.Address.Port == address.Port && status.Address.Address.Equals(literal))];
        var literals = upstream.Addresses.Select(other => other.Host).ToHashSet();
        return [.. statuses.Where(status => status.Address.Port == address.Port && !literals.Contains(status.Address.Address.ToString()))];
    }

    private sealed record UsedUpstreams(PolicySnapshot? Snapshot, IReadOnlyList<UsedUpstream> Upstreams);

    private sealed record UsedUpstream(Upstream Upstream, int HostCount);
}
