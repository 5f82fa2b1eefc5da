using PrivateLink.Portal.Audit;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Publishing;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Builds the answer for one tenant and one kind of reader. Pure.</summary>
/// <param name="Facts">What the database knows.</param>
/// <param name="Newest">The newest connections, newest first.</param>
/// <param name="Open">Relayed connections by host.</param>
/// <param name="Upstreams">The hosts' upstreams, by key; null for a reader who may not see them.</param>
/// <param name="LetsIn">Asks the policy in force about a connection.</param>
/// <param name="HasListener">Whether a listener is bound to the service with this name.</param>
/// <param name="FailedNames">Connections through the tenant's links that have no host.</param>
/// <param name="IsLive">Whether the engine accepts connections.</param>
/// <param name="NotStored">Whether the portal cannot store connections now.</param>
/// <param name="Now">The time of the answer.</param>
internal sealed record ConnectivityBuilder(
    ConnectivityFacts Facts, IReadOnlyList<ConnectionEntry> Newest, IReadOnlyDictionary<Guid, int> Open, IReadOnlyDictionary<Guid, UpstreamReport>? Upstreams,
    Func<ConnectionEntry, bool?> LetsIn, Func<string, bool> HasListener, FailedNames FailedNames, bool IsLive, bool NotStored, DateTimeOffset Now)
{
    /// <summary>The most links shown that a host does not list. Anyone can invent such links, so the rest are only counted.</summary>
    internal const int MostUnlisted = 50;

    public ConnectivityView Build(LinkSight sight)
    {
        var byHost = Newest.Where(entry => entry.Decision.ResourceId is not null).ToLookup(entry => entry.Decision.ResourceId!.Value);
        var judged = Facts.Hosts
            .Select(host => (Host: host, Tries: new HostTries(byHost[host.Id], Facts.Sums[host.Id], Now, Facts.IsCut)))
            .Select(each => (each.Host, each.Tries, Judgement: HostJudge.Of(JudgedOf(each.Host), each.Tries, Now)))
            .ToList();
        var came = judged.SelectMany(host => host.Tries.ByWay).Select(way => way.Newest!.Way).ToHashSet();
        came.UnionWith(Facts.Seen);
        var all = TenantJudge.Of(IsLive, Facts.Tenant.Suspended, judged.ConvertAll(host => host.Judgement));
        return new(
            Facts.Tenant.Name, Now,
            Show(all, KeptOff(judged.Find(host => ReferenceEquals(host.Judgement.Failure, all.Failure)).Host), sight) with { IsKeptOff = Facts.Hosts.Any(IsKeptOff), SuspendedFor = SuspendedFor },
            judged.ConvertAll(host => HostOf(host.Host, host.Tries, host.Judgement, came, sight)),
            [.. Facts.Waiting.Select(DisputeOf).OfType<ConnectivityDispute>()],
            new(Facts.KnownFrom, Facts.Lost?.From, Facts.Lost?.To, NotStored))
        {
            MoreHosts = Facts.MoreHosts,
            MayHaveMoreWays = Facts.AreSumsCut,
            FailedNames = FailedNames.Find(onlyOwn: !sight.SeesEverything),
        };
    }

    private string? SuspendedFor => Facts.Tenant.Suspended && Facts.Changes.GetValueOrDefault(Facts.Tenant.Id) is { } act && act.Action == AuditAction.TenantSuspended.Code
        ? ChangeWords.ReasonOf(act.After)
        : null;

    private JudgedHost JudgedOf(Resource host)
    {
        var listed = host.AllowedLinks.Where(IsOn).Select(link => WayOf(link.PrivateEndpoint)).ToHashSet();
        var disabled = host.AllowedLinks.Where(link => !IsOn(link) && link.PrivateEndpoint.LinkId is not null).Select(link => WayOf(link.PrivateEndpoint)).ToHashSet();
        return new(
            Facts.Tenant.Suspended, host.Enabled, Upstreams?.GetValueOrDefault(host.UpstreamId)?.IsDown == true, host.Mode, listed, disabled,
            known => known.Entry is { } entry ? LetsIn(entry) : host.Mode != ResourceMode.Enforce || listed.Contains(known.Way));
    }

    private HostConnectivity HostOf(Resource host, HostTries tries, Judgement judgement, IReadOnlySet<Way> came, LinkSight sight)
    {
        var kept = KeptOff(host);
        var share = Facts.Shares.GetValueOrDefault(host.Id);
        var listed = host.AllowedLinks.Select(link => WayOf(link.PrivateEndpoint)).ToHashSet();
        var others = tries.ByWay.Where(way => !listed.Contains(way.Newest!.Way)).ToLookup(way => way.Newest!.Way == Way.Internet);
        var shown = others[false].Take(MostUnlisted).Concat(others[true]).OrderByDescending(way => way.Newest!.Time);
        var verdict = Show(judgement, kept, sight) with { IsKeptOff = IsKeptOff(host), SuspendedFor = SuspendedFor };
        return new(host.Id, host.Host, host.Mode, verdict, [.. ListedWays(host, tries, came, sight), .. shown.Select(way => OtherWay(way, sight))])
        {
            CreatedAt = host.CreatedAt,
            MoreWays = Math.Max(0, others[false].Count() - MostUnlisted),
            TrialUntil = Facts.Trials.TryGetValue(host.Id, out var deadline) ? deadline : null,
            LastLetIn = Show(tries.LastDelivered, sight),
            LastFailure = Show(tries.LastFailure, sight),
            PublicOfLastDay = share.Public,
            PublicDeniedOfLastDay = share.PublicDenied,
            AllOfLastDay = share.All,
            OpenNow = Open.GetValueOrDefault(host.Id),
            LastChange = ChangeOf(host, sight),
            Upstream = Upstreams is null || host.Upstream is not { } upstream ? null : new(upstream.Id, upstream.Name, ConditionOf(Upstreams.GetValueOrDefault(upstream.Id))),
        };
    }

    /// <summary>The endpoints that the host lists, used or unused.</summary>
    private List<WayConnectivity> ListedWays(Resource host, HostTries tries, IReadOnlySet<Way> came, LinkSight sight)
    {
        var ways = new List<WayConnectivity>();
        foreach (var link in host.AllowedLinks.OrderBy(link => link.PrivateEndpoint.Cloud).ThenBy(link => link.PrivateEndpoint.LinkId, StringComparer.Ordinal))
        {
            var (endpoint, through) = (link.PrivateEndpoint, tries.Through(WayOf(link.PrivateEndpoint)));
            var isUsed = endpoint.LinkId is not null;
            var neverCame = IsOn(link) && endpoint is { VerifiedAt: null, State: not (PrivateEndpointState.Conflict or PrivateEndpointState.Retired) } && !came.Contains(WayOf(endpoint));
            ways.Add(new(endpoint.Id, EndpointTitle.Of(endpoint, endpoint.Service!, [host.Host]), endpoint.Cloud, endpoint.LinkId)
            {
                IsListed = IsOn(link),
                IsKeptOff = IsKeptOff(link),
                State = endpoint.State,
                NeverCame = neverCame,
                WaitsForUs = neverCame && ApprovalOf(endpoint).WaitsForUs,
                HasNoListener = neverCame && !HasListener(endpoint.Service!.Name),
                Service = sight.SeesEverything ? endpoint.Service!.Name : null,
                LastLetIn = isUsed ? Show(through.LastDelivered, sight) : null,
                LastFailure = isUsed ? Show(through.LastFailure, sight) : null,
            });
        }

        return ways;
    }

    private static WayConnectivity OtherWay(HostTries through, LinkSight sight)
    {
        var newest = Show(through.Newest, sight);
        var way = through.Newest!.Way;
        return new(null, way == Way.Internet ? "The internet" : way == Way.Unusable ? "An unusable link ID" : "A link that is not listed", newest?.Cloud, newest?.Link)
        {
            IsUnusable = way == Way.Unusable,
            LastLetIn = Show(through.LastDelivered, sight),
            LastFailure = Show(through.LastFailure, sight),
        };
    }

    private static bool IsOn(AllowedLink link) => link.Enabled && link.PrivateEndpoint is { Enabled: true, LinkId: not null };

    private static bool IsKeptOff(Resource host) => host is { Enabled: false, SwitchedOffByCompany: true };

    private static bool IsKeptOff(AllowedLink link) => link.SwitchedOffByCompany || link.PrivateEndpoint.SwitchedOffByCompany;

    /// <summary>The ways to a host that the company keeps disabled.</summary>
    private static HashSet<Way> KeptOff(Resource? host) => host is null ? [] : [.. host.AllowedLinks.Where(IsKeptOff).Select(link => WayOf(link.PrivateEndpoint))];

    private static ApprovalView ApprovalOf(PrivateEndpoint endpoint) => ApprovalView.Of(endpoint, PublishedServices.Of(endpoint.Service!));

    private static Way WayOf(PrivateEndpoint endpoint) => new(endpoint.Cloud, endpoint.LinkId ?? "");

    private ConnectivityChange? ChangeOf(Resource host, LinkSight sight)
    {
        var newest = host.AllowedLinks.Select(link => link.PrivateEndpointId).Prepend(host.Id).Prepend(Facts.Tenant.Id)
            .Select(target => Facts.Changes.GetValueOrDefault(target)).OfType<KnownChange>().MaxBy(entry => entry.Sequence);
        if (Facts.UpstreamChanges.GetValueOrDefault(host.UpstreamId) is { } upstream && upstream.Sequence > (newest?.Sequence ?? 0)) return ChangeOf(upstream, sight);
        if (newest is null) return null;
        var revision = RevisionOf(newest.Time, sight);
        var what = ChangeWords.Of(newest.Action, newest.Before, newest.After);
        return new(newest.Time, newest.By, newest.TargetId == host.Id ? what : $"{newest.TargetName}: {what}", revision)
        {
            IsOtherUpstream = sight.SeesEverything && ChangeWords.IsOtherUpstream(newest.Before, newest.After),
        };
    }

    /// <summary>A tenant learns that its connections go elsewhere since then, but neither the upstream's name and addresses nor the person.</summary>
    private ConnectivityChange ChangeOf(UpstreamChange upstream, LinkSight sight) => sight.SeesEverything
        ? new(upstream.Time, upstream.By, $"upstream {upstream.Name}: {upstream.What}", RevisionOf(upstream.Time, sight)) { UpstreamId = upstream.UpstreamId }
        : new(upstream.Time, By: null, "the company changed the upstream", Revision: null);

    private long? RevisionOf(DateTime time, LinkSight sight) =>
        sight.SeesEverything && Facts.Revisions.TryGetValue(ConnectivityFactsReader.Millisecond(time), out var number) ? number : null;

    private static UpstreamCondition ConditionOf(UpstreamReport? report) => report switch
    {
        null => UpstreamCondition.NotKnown,
        { IsDown: true } => UpstreamCondition.Down,
        { IsImpaired: true } => UpstreamCondition.Impaired,
        _ => report.Addresses.All(address => address.Resolved.Count == 0) ? UpstreamCondition.NotKnown : UpstreamCondition.Healthy,
    };

    private ConnectivityDispute? DisputeOf(PrivateEndpoint endpoint)
    {
        var hosts = Facts.Hosts.Where(host => host.AllowedLinks.Any(link => link.PrivateEndpointId == endpoint.Id)).Select(host => host.Host).ToList();
        var title = EndpointTitle.Of(endpoint, endpoint.Service!, hosts);
        if (endpoint.State == PrivateEndpointState.Conflict) return new(endpoint.Id, title, IsDispute: true, endpoint.UpdatedAt);
        var approval = ApprovalOf(endpoint);
        return approval.WaitsForUs ? new(endpoint.Id, title, IsDispute: false, approval.Since ?? endpoint.CreatedAt) : null;
    }

    private static ConnectivityVerdict Show(Judgement judgement, HashSet<Way> keptOff, LinkSight sight) => new(judgement.Answer, judgement.Cause)
    {
        LetIn = Show(judgement.LetIn, sight) is { } letIn
            ? letIn with { IsKeptOff = judgement.Cause == ConnectivityCause.ClosedSince && keptOff.Contains(judgement.LetIn!.Way) }
            : null,
        Failure = Show(judgement.Failure, sight) is { } failure ? failure with { IsKeptOff = IsDisabled(failure) && keptOff.Contains(judgement.Failure!.Way) } : null,
        Failures = judgement.Failures,
        IsAtLeast = judgement.IsAtLeast,
    };

    private static bool IsDisabled(ConnectivityTry known) => known.Description?.Code == ReasonTable.Describe(Reason.LinkDisabled).Code;

    private static ConnectivityTry? Show(KnownTry? known, LinkSight sight)
    {
        if (known is null) return null;
        if (known.Entry is { } entry)
        {
            var view = sight.Show(entry);
            return new(known.Time, IsExact: true, known.Outcome, known.Description, view.LinkId?.ToString() ?? view.HiddenLink, view.LinkId?.Cloud, view.Id) { IsUnusable = known.Way == Way.Unusable };
        }

        if (known.Way is not { Cloud: { } cloud, LinkId: { } text })
            return new(known.Time, IsExact: false, known.Outcome, known.Description, Link: null, Cloud: null, Id: null) { IsUnusable = known.Way == Way.Unusable };
        var link = LinkId.TryParse(cloud, text, out var parsed) ? parsed : (LinkId?)null;
        var isKnown = sight.SeesEverything || (link is { } id && sight.Knows(id));
        return new(known.Time, IsExact: false, known.Outcome, known.Description, isKnown ? text : sight.WordsFor(link), isKnown ? cloud : null, Id: null);
    }
}
