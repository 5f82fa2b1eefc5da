using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Grouping;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Troubles;

/// <summary>
/// Counts denials and failures of the last five minutes, and knows which hosts and endpoints delivered before and deliver nothing now, or did so until
/// a few minutes ago. The counts include every connection, so a frequent denial does not displace a rare one. In memory, since the process started;
/// bounded. Thread-safe.
/// </summary>
public sealed class TroubleWatch(LinkSights sights, ListenerServices services, TimeProvider time)
{
    /// <summary>The most hosts and endpoints to remember; beyond that, the quietest are dropped.</summary>
    internal const int MostKept = 40_000;

    private readonly Lock _lock = new();
    private readonly GroupTally<PatternKey> _patterns = new(time.GetUtcNow());
    private readonly Dictionary<PatternKey, ConnectionDecision> _newest = [];
    private readonly Dictionary<RunKey, DeliveryRun> _runs = [];
    private readonly HashSet<RunKey> _troubled = [];

    /// <summary>What recently failed of the connections that the caller may see.</summary>
    [Requires(Permission.ViewConnections)]
    public TroubleReport Read(Caller caller)
    {
        caller.Demand(Permission.ViewConnections);
        var sight = sights.Known(caller);
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _patterns.Advance(now);
            return new([.. OutagesOf(caller, sight, now)],
            [
                .. from pattern in _patterns.Groups
                   where caller.Sees(pattern.Key.TenantId)
                   select new TroublePattern(pattern.Key.Outcome, pattern.Key.Why, pattern.Key.Host, pattern.Key.Listener, pattern.Value.Total, pattern.Value.Last)
                   {
                       Newest = _newest.GetValueOrDefault(pattern.Key) is { } newest ? sight.Show(new(0, newest, closed: null)) : null,
                       Ended = _newest.GetValueOrDefault(pattern.Key) is { } last ? ResumedAfter(last, now) : null,
                   },
            ]);
        }
    }

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        var now = time.GetUtcNow();
        lock (_lock)
        {
            _patterns.Advance(now);
            if (_newest.Count > _patterns.Groups.Count) Forget();
            foreach (var @event in events) Take(@event, now);
        }
    }

    private void Take(DecisionEvent @event, DateTimeOffset now)
    {
        var decision = @event.Decision;
        if (@event.Closed is not { } closed)
        {
            if (decision.Verdict == Verdict.Denied) Miss(decision, failure: null, now);
            else if (decision.IsRelayed())
                foreach (var key in KeysOf(decision)) RunOf(key).Open(decision);
        }
        else if (closed.IsFailure()) Miss(decision, closed.Reason, now);
        else if (decision.IsRelayed())
            foreach (var key in KeysOf(decision)) Deliver(key, decision);
    }

    private void Deliver(RunKey key, ConnectionDecision decision)
    {
        var run = RunOf(key);
        run.Deliver(decision);
        if (run.IsCalm) _troubled.Remove(key);
    }

    private void Miss(ConnectionDecision decision, CloseReason? failure, DateTimeOffset now)
    {
        var pattern = new PatternKey(decision.TenantId, decision.Host, decision.Listener, decision.Reason, failure);
        if (pattern.Why.Actor == Actor.Nobody) return;
        _patterns.Add(pattern, decision.DecidedAt());
        _newest[pattern] = decision;
        foreach (var key in KeysOf(decision))
        {
            if (!_runs.TryGetValue(key, out var run)) continue;
            run.Miss(decision, pattern.Why, failure is not null, now);
            if (!run.IsCalm) _troubled.Add(key);
        }
    }

    /// <summary>An outage of an endpoint is not named apart where its newest connection asked for a host that is itself named.</summary>
    private IEnumerable<Outage> OutagesOf(Caller caller, LinkSight sight, DateTimeOffset now)
    {
        var all = new List<(RunKey Key, RunOutage Outage)>();
        foreach (var key in _troubled.Where(key => key.IsFor(caller)).ToList())
        {
            if (_runs[key].OutageAt(now) is { } outage) all.Add((key, outage));
            if (_runs[key].IsCalm) _troubled.Remove(key);
        }

        // While the endpoint delivers nothing, a host that works again through another one does not tell about it.
        var hosts = all.Where(each => each.Key.ResourceId is not null).ToLookup(each => each.Key.ResourceId, each => each.Outage.Ended is null);
        foreach (var (key, outage) in all)
        {
            var missed = outage.Missed;
            if (key.Link is not null && hosts[missed.Newest.ResourceId].Any(isOn => isOn || outage.Ended is not null)) continue;
            var view = sight.Show(new(0, missed.Cause, closed: null));
            if (key.Link is not null && view.LinkId is null) continue;
            var host = key.Link is null ? view.Host : null;
            var link = key.Link is null ? null : view.LinkId?.ToString();
            yield return new(host, link, missed.Why, missed.Listener, outage.Since, missed.LikeCause, missed.Newest.Time) { Cause = view, Ended = outage.Ended };
        }
    }

    /// <summary>When the host delivered again on the path of a connection that it did not deliver; null if it is not known to.</summary>
    private DateTimeOffset? ResumedAfter(ConnectionDecision missed, DateTimeOffset now) =>
        missed.ResourceId is { } host && _runs.TryGetValue(new(host, missed.TenantId, null), out var run) ? run.ResumedAfter(missed, now) : null;

    private void Forget()
    {
        var kept = _patterns.Groups.Select(group => group.Key).ToHashSet();
        foreach (var gone in _newest.Keys.Where(key => !kept.Contains(key)).ToList()) _newest.Remove(gone);
    }

    private DeliveryRun RunOf(RunKey key)
    {
        if (_runs.TryGetValue(key, out var run)) return run;
        if (_runs.Count == MostKept)
            foreach (var quiet in _runs.OrderBy(each => each.Value.Touched).Take(MostKept / 8).Select(each => each.Key).ToList())
            {
                _runs.Remove(quiet);
                _troubled.Remove(quiet);
            }

        _runs.Add(key, run = new());
        return run;
    }

    /// <summary>An endpoint counts for the company over all hosts, and for each tenant over that tenant's hosts alone.</summary>
    private IEnumerable<RunKey> KeysOf(ConnectionDecision decision)
    {
        if (decision.ResourceId is { } host) yield return new(host, decision.TenantId, null);
        if (decision.LinkId is not { } link) yield break;
        var service = services.Of(decision.Listener);
        yield return new(null, null, (link, service));
        if (decision.TenantId is { } tenant) yield return new(null, tenant, (link, service));
    }

    private readonly record struct PatternKey(Guid? TenantId, string? Host, string Listener, Reason Reason, CloseReason? Failure)
    {
        public Outcome Outcome => Failure is null ? Outcome.Denied : Outcome.Failed;

        public ReasonDescription Why => Failure is { } failure ? ReasonTable.Describe(failure) : ReasonTable.Describe(Reason);
    }

    private readonly record struct RunKey(Guid? ResourceId, Guid? TenantId, (LinkId Id, string Service)? Link)
    {
        public bool IsFor(Caller caller) => Link is null ? caller.Sees(TenantId) : TenantId == caller.TenantId;
    }
}
