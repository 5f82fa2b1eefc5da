using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What the overview shows at one moment.</summary>
public sealed class OverviewView(EngineReports reports, OperationsReports operations, RecordsReports records, LiveConnections log, TroubleWatch troubles, Caller caller)
{
    private const int ShownDenials = 8;
    private const int Tallied = 1_000;
    private static readonly ConnectionFilter Denied = ConnectionFilter.Of(Outcome.Denied);

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
        Attention = Home.Attention.Find(Report, resources, troubles.Read(caller), Operations(claims, broken, changes), tellsPublic: caller.IsCompany); // the card above shows a customer's hosts
    }

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
}
