using Microsoft.Extensions.Options;
using PrivateLink.Engine;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Explains single connections from the current policy and the engine's settings. Everything is in memory.</summary>
public sealed class ConnectionExplanations(IPolicySource policies, IOptions<EngineOptions> engine, EngineStatus status)
{
    private const int ShownLinks = 20;

    [Requires(Permission.ViewConnections)]
    public ConnectionExplanation Explain(Caller caller, ConnectionView connection)
    {
        caller.Demand(Permission.ViewConnections);
        var snapshot = policies.Current;
        return new(
            caller.IsCompany ? ListenerOf(connection.Listener) : null,
            ResourceOf(caller, connection, snapshot),
            NowFor(caller, connection.Entry.Decision, snapshot),
            caller.IsCompany && connection is { Reason: Reason.NameUnknown, Host: { } unknown } ? SimilarNames.To(unknown, snapshot?.Resources ?? []) : [])
        {
            UpstreamId = caller.IsCompany && connection.Host is { } host ? snapshot?.Find(host)?.Upstream.Id : null,
        };
    }

    /// <summary>Commands that repeat the connection.</summary>
    [Requires(Permission.ViewConnections)]
    public IReadOnlyList<ReproduceCommand> Reproduce(Caller caller, ConnectionView connection)
    {
        caller.Demand(Permission.ViewConnections);
        return [.. ReproduceCommand.Of(connection, caller.IsCompany ? ListenerOf(connection.Listener) : null, forCompany: caller.IsCompany)];
    }

    /// <summary>Evaluates a policy for a past connection.</summary>
    internal VerdictNow Now(ConnectionDecision decision, PolicySnapshot? snapshot)
    {
        if (decision.Host is not { } host) return new(IsAsked: false, decision.Verdict, decision.Reason, decision.Detail, snapshot?.Revision);
        var answer = AccessPolicy.Evaluate(snapshot, new AccessRequest(host, IdentityOf(decision), TermsOf(decision.Listener)));
        return new(IsAsked: true, answer.Verdict, answer.Reason, answer.Detail, snapshot?.Revision);
    }

    /// <summary>
    /// If the name now belongs to another tenant, this answers as for an unknown name. So a tenant cannot learn from its old connections what
    /// another tenant does.
    /// </summary>
    private VerdictNow NowFor(Caller caller, ConnectionDecision decision, PolicySnapshot? snapshot) =>
        decision.Host is { } host && snapshot?.Find(host) is { } resource && !caller.Sees(resource.TenantId)
            ? new(IsAsked: true, Verdict.Denied, Reason.NameUnknown, Detail: null, snapshot.Revision)
            : Now(decision, snapshot);

    /// <summary>
    /// The service of the connection's listener, which tenants do not see; null if the listener accepts the links of every service.
    /// </summary>
    internal string? ServiceOf(ConnectionView connection) => TermsOf(connection.Entry.Decision.Listener).Service;

    /// <summary>The listener's part in the decision. A listener that no longer exists has no special terms.</summary>
    public ListenerPolicy TermsOf(string listener) => engine.Value.Listeners.TryGetValue(listener, out var options)
        ? new(listener, string.IsNullOrWhiteSpace(options.Service) ? null : options.Service, options.LinkRequired, options.Mode == ListenerMode.Audit)
        : new(listener);

    private static LinkIdentity IdentityOf(ConnectionDecision decision) => decision.LinkKind switch
    {
        LinkIdentityKind.One when decision.LinkId is { } link => LinkIdentity.One(link),
        LinkIdentityKind.Malformed => LinkIdentity.Malformed,
        LinkIdentityKind.Ambiguous => LinkIdentity.Ambiguous,
        _ => LinkIdentity.Absent,
    };

    private ListenerFacts? ListenerOf(string name)
    {
        if (!engine.Value.Listeners.TryGetValue(name, out var options)) return null;
        var bound = status.Listeners.FirstOrDefault(listener => listener.Name == name);
        return new(
            bound?.Address,
            options.ProxyProtocol == ProxyProtocolMode.Require,
            [.. options.TrustedSources],
            bound?.TrustsEveryone ?? false);
    }

    private ResourceFacts? ResourceOf(Caller caller, ConnectionView connection, PolicySnapshot? snapshot)
    {
        if (snapshot is null || connection.Host is not { } host || snapshot.Find(host) is not { } resource || !caller.Sees(resource.TenantId)) return null;
        var grants = resource.Links.Grants;
        return new(
            resource.Names, resource.Mode, resource.Disabled,
            [.. grants.Take(ShownLinks)], grants.Count, HintOf(connection.LinkId, resource, TermsOf(connection.Listener), forCompany: caller.IsCompany))
        {
            Id = resource.ResourceId,
            ListsLink = connection.LinkId is { } link && Lists(resource, link, TermsOf(connection.Listener)),
        };
    }

    private static bool Lists(ResourcePolicy resource, LinkId link, ListenerPolicy listener)
    {
        foreach (var grant in resource.Links.Find(link))
            if (listener.Serves(grant)) return true;
        return false;
    }

    /// <summary>Compares the list with the link, line by line, as a person would.</summary>
    internal static string? HintOf(LinkId? sent, ResourcePolicy resource, ListenerPolicy listener, bool forCompany)
    {
        if (resource.Links.Grants.Count == 0) return resource.Mode == ResourceMode.Open ? null : "It lists no private endpoint.";
        if (sent is not { } link) return null;

        LinkGrant? elsewhere = null;
        var isOff = false;
        foreach (var grant in resource.Links.Find(link))
        {
            if (!listener.Serves(grant)) elsewhere ??= grant;
            else if (grant.Enabled) return null;
            else isOff = true;
        }

        if (isOff) return "This link ID is listed but disabled.";
        if (elsewhere is { } other)
            return $"This link ID is listed for the service {other.Service}, but the listener serves {(forCompany ? listener.Service ?? "AWS only" : "another one")}: the same number on another service is a different endpoint.";

        var text = link.ToString();
        foreach (var grant in resource.Links.Grants.Where(grant => grant.LinkId.Cloud == link.Cloud))
        {
            var listed = grant.LinkId.ToString();
            if (string.Equals(listed, text, StringComparison.OrdinalIgnoreCase)) return $"{listed} is listed: only upper and lower case differ.";
            if (DiffersInOne(listed, text)) return $"{listed} is listed: one character differs. Is one of them a typing error?";
        }

        return null;
    }

    private static bool DiffersInOne(string left, string right) =>
        left.Length == right.Length && left.Zip(right).Count(pair => pair.First != pair.Second) == 1;
}
