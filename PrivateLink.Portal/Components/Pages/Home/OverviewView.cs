using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What the overview shows at one moment.</summary>
public sealed class OverviewView(EngineReports reports, OperationsReports operations, RecordsReports records, LiveConnections log, TroubleWatch troubles, ConnectionExplanations explanations,
    WhoDisabled whoDisabled, Caller caller)
{
    private const int ShownDenials = 8;
    private const int Tallied = 1_000;
    private const int MostAsked = 12;
    private static readonly ConnectionFilter Denied = ConnectionFilter.Of(Outcome.Denied);

    private Dictionary<(Reason Reason, Guid? Host, string? Link, long Revision), DisabledLink?> _disabled = [];
    private Dictionary<long, DateTimeOffset> _ends = [];
    private long _talliedTo;

    public EngineReport Report { get; private set; } = reports.Read(caller);

    public LiveCounters Counters { get; private set; } = log.Counters(caller);

    /// <summary>The newest denials, newest first.</summary>
    public IReadOnlyList<ConnectionView> Denials { get; private set; } = [];

    public IReadOnlyList<AttentionItem> Attention { get; private set; } = [];

    public void Refresh(IReadOnlyList<ResourceRow> resources, ClaimFigures claims, IReadOnlyList<BrokenGlass> broken, IReadOnlyDictionary<Guid, UpstreamTurn>? changes = null)
    {
        Report = reports.Read(caller);
        Counters = log.Counters(caller);
        Denials = log.Snapshot(caller, Denied, ShownDenials);
        var ends = new Dictionary<long, DateTimeOffset>();
        var report = troubles.Read(caller);
        MissesDisabled = AskedOf(report).Any(cause => !_disabled.ContainsKey(KeyOf(cause)));
        Attention = Home.Attention.Find(Report, resources, report, Operations(claims, broken, changes),
            tellsPublic: caller.IsCompany, cause => NowOf(cause, ends)); // the card above shows a customer's hosts
        _ends = ends;
    }

    /// <summary>Whether something shown was disabled, and it is not known yet by whom.</summary>
    public bool MissesDisabled { get; private set; }

    /// <summary>Finds out who disabled what the shown connections need.</summary>
    public async Task ReadDisabledAsync(CancellationToken cancellationToken)
    {
        var report = troubles.Read(caller);
        var known = new Dictionary<(Reason Reason, Guid? Host, string? Link, long Revision), DisabledLink?>();
        foreach (var cause in AskedOf(report)) known[KeyOf(cause)] = await whoDisabled.OfAsync(caller, cause, cancellationToken);
        _disabled = known;
    }

    private static IEnumerable<ConnectionView> AskedOf(TroubleReport report) =>
        report.Outages.OrderByDescending(outage => outage.Count).Select(outage => outage.Cause)
            .Concat(report.Patterns.OrderByDescending(pattern => pattern.Count).Select(pattern => pattern.Newest))
            .OfType<ConnectionView>().Where(IsDisabled).DistinctBy(KeyOf).Take(MostAsked);

    /// <summary>Counts what has come since the last call.</summary>
    public SpokenTally Tally()
    {
        (var tally, _talliedTo) = log.TallySince(caller, static _ => true, _talliedTo, Tallied);
        return tally;
    }

    private OperationsFacts? Operations(ClaimFigures claims, IReadOnlyList<BrokenGlass> broken, IReadOnlyDictionary<Guid, UpstreamTurn>? changes) =>
        caller.May(Permission.ViewListeners) && caller.May(Permission.ViewUpstreams)
        ? new(operations.Listeners(caller), operations.Upstreams(caller), records.Read(caller), claims.Disputes, claims.Shared, broken, claims.Waiting, changes)
        : null;

    private TroubleNow NowOf(ConnectionView cause, Dictionary<long, DateTimeOffset> ends)
    {
        var end = cause.Verdict == Verdict.Denied ? OfPolicy(cause) : OfUpstream(cause);
        if (end is null) return new(_disabled.GetValueOrDefault(KeyOf(cause)), End: null);

        // A later change of the policy, or a later check of the upstream, does not move the end.
        ends[cause.Id] = _ends.TryGetValue(cause.Id, out var before) ? before : end.At;
        return new(_disabled.GetValueOrDefault(KeyOf(cause)), end with { At = ends[cause.Id] });
    }

    private TroubleEnd? OfPolicy(ConnectionView denied)
    {
        if (explanations.Explain(caller, denied).Now is not { IsAsked: true } now) return null;
        var at = Report.Policy.Since is { } since && since > denied.Time ? since : denied.Time;
        return now.Verdict != Verdict.Denied ? TroubleEnd.OfPolicy(at) : now.Reason != denied.Reason ? TroubleEnd.OfOtherReason(at, now.Reason) : null;
    }

    private TroubleEnd? OfUpstream(ConnectionView failed) => failed.Host is { } host && operations.WorksAgainSince(caller, host, failed.Time) is { } since
        ? TroubleEnd.OfUpstream(since, caller.IsCompany)
        : null;

    private static bool IsDisabled(ConnectionView cause) => cause.Reason is Reason.HostDisabled or Reason.LinkDisabled;

    /// <summary>The same host may be disabled by one side, enabled, and disabled by another. Each is a revision of the policy.</summary>
    private static (Reason Reason, Guid? Host, string? Link, long Revision) KeyOf(ConnectionView cause) =>
        (cause.Reason, cause.ResourceId, cause.LinkId?.ToString(), cause.PolicyRevision);
}
