using Microsoft.Extensions.Options;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>A simulated connection.</summary>
/// <param name="Listener">The listener that it would come through.</param>
/// <param name="Link">The link that it would use; null for none.</param>
/// <param name="Host">The requested host, as typed.</param>
public sealed record ImaginedConnection(string Listener, LinkId? Link, string Host);

/// <summary>The result of a simulated connection.</summary>
/// <param name="Resource">The resource that decides; null if no name matches.</param>
/// <param name="Matched">The name of the resource that matches.</param>
/// <param name="Hint">The most useful hint; null if there is none.</param>
public sealed record SimulatedVerdict(Verdict Verdict, Reason Reason, string? Detail, long? Revision, ResourcePolicy? Resource, string? Matched, string? Hint);

/// <summary>A simulated change: another mode, added or removed links, or a disabled resource.</summary>
public sealed record DraftChange(Guid ResourceId, ResourceMode Mode, bool Disabled, IReadOnlyList<LinkGrant> Added, IReadOnlyList<LinkId> Removed);

/// <summary>A connection that the draft would decide differently.</summary>
public sealed record ReplayDifference(ConnectionView Entry, VerdictNow Now, VerdictNow Then);

/// <summary>The effect of a draft on real connections.</summary>
/// <param name="Replayed">How many connections were replayed.</param>
/// <param name="Skipped">How many were skipped, because they ended before the engine asked the policy.</param>
/// <param name="Differences">The connections that the draft and the current policy decide differently.</param>
public sealed record ReplayResult(int Replayed, int Skipped, IReadOnlyList<ReplayDifference> Differences)
{
    public int WouldBeDenied => Differences.Count(difference => difference.Then.Verdict == Verdict.Denied);

    public int WouldBeLetIn => Differences.Count(difference => difference.Now.Verdict == Verdict.Denied);
}

/// <summary>Evaluates the current policy, or a draft of it, as the engine does. This changes nothing.</summary>
public sealed class PolicySimulator(IPolicySource policies, ConnectionExplanations explanations, LiveConnections log, IOptions<EngineOptions> engine)
{
    public const int MostReplayed = 20_000;

    /// <summary>The listeners that a simulated connection can use.</summary>
    [Requires(Permission.UseTools)]
    public IReadOnlyList<string> Listeners(Caller caller)
    {
        caller.Demand(Permission.UseTools);
        return [.. engine.Value.Listeners.Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>The resources of the current policy, ordered by their first name.</summary>
    [Requires(Permission.UseTools)]
    public IReadOnlyList<ResourcePolicy> Resources(Caller caller, string text, int take)
    {
        caller.Demand(Permission.UseTools);
        return
        [
            .. (policies.Current?.Resources ?? [])
                .Where(resource => resource.Names[0].Contains(text, StringComparison.OrdinalIgnoreCase))
                .OrderBy(resource => resource.Names[0], StringComparer.Ordinal)
                .Take(take),
        ];
    }

    [Requires(Permission.UseTools)]
    public SimulatedVerdict Simulate(Caller caller, ImaginedConnection connection)
    {
        caller.Demand(Permission.UseTools);
        var snapshot = policies.Current;
        if (!ServerName.TryNormalize(connection.Host.Trim(), out var host))
            return new(Verdict.Denied, connection.Host.Trim().Length == 0 ? Reason.NameMissing : Reason.NameInvalid, null, snapshot?.Revision, null, null, null);

        var identity = connection.Link is { } link ? LinkIdentity.One(link) : LinkIdentity.Absent;
        var answer = AccessPolicy.Evaluate(snapshot, new AccessRequest(host, identity, explanations.TermsOf(connection.Listener)));
        var matched = answer.Resource?.Names.FirstOrDefault(name => name == host) ?? answer.Resource?.Names.FirstOrDefault(name => name.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(name[1..], StringComparison.Ordinal));
        return new(answer.Verdict, answer.Reason, answer.Detail, snapshot?.Revision, answer.Resource, matched,
            answer.Resource is { } resource ? ConnectionExplanations.HintOf(connection.Link, resource, explanations.TermsOf(connection.Listener), forCompany: true) : null);
    }

    /// <summary>Evaluates a draft for the newest real connections, and returns those whose verdict it would change.</summary>
    [Requires(Permission.UseTools)]
    public ReplayResult Replay(Caller caller, DraftChange draft, int count)
    {
        caller.Demand(Permission.UseTools);
        var now = policies.Current;
        var then = now is null ? null : Apply(now, draft);
        int replayed = 0, skipped = 0;
        var differences = new List<ReplayDifference>();
        foreach (var entry in log.Entries(caller, static _ => true, Math.Min(count, MostReplayed)))
        {
            var today = explanations.Now(entry.Decision, now);
            if (!today.IsAsked)
            {
                skipped++;
                continue;
            }

            replayed++;
            var tomorrow = explanations.Now(entry.Decision, then);
            if (!tomorrow.IsSameAs(today.Verdict, today.Reason)) differences.Add(new(entry.Whole, today, tomorrow));
        }

        return new(replayed, skipped, differences);
    }

    private static PolicySnapshot Apply(PolicySnapshot now, DraftChange draft)
    {
        if (now.Find(draft.ResourceId) is not { } before) return now;
        var links = before.Links.Grants.Where(grant => !draft.Removed.Contains(grant.LinkId)).Concat(draft.Added).Distinct();
        var after = new ResourcePolicy
        {
            ResourceId = before.ResourceId,
            TenantId = before.TenantId,
            Names = before.Names,
            Mode = draft.Mode,
            Disabled = draft.Disabled,
            Links = new LinkTable(links),
            Upstream = before.Upstream,
        };
        return now.With(now.Revision, now.CreatedAt, new Dictionary<Guid, ResourcePolicy?> { [before.ResourceId] = after });
    }
}
