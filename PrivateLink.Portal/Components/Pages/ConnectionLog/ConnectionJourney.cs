using System.Globalization;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Shared;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>Tells one connection as the steps it went through, in the order the engine took them.</summary>
public static class ConnectionJourney
{
    private const string NotReached = "The connection had ended before.";

    public static IReadOnlyList<ConnectionStep> Tell(ConnectionDecision decision, ConnectionClosed? closed)
    {
        var end = StationOf(decision.Reason);
        return
        [
            Step(Station.Listener, "Listener", $"Accepted on {decision.Listener}.", ListenerFacts(decision)),
            Step(Station.Header, "PROXY header", HeaderSentence(decision), HeaderFacts(decision), decision.HeaderDuration),
            IdentityStep(decision, end),
            Step(Station.Name, "Server name", decision.Host is null ? "The client named no usable host." : "The client asked for this host.", NameFacts(decision), decision.HelloDuration),
            Step(Station.Resource, "Resource", "A resource has this name.", ResourceFacts(decision)),
            Step(Station.Rule, "Rule", ReasonTable.Describe(decision.Reason).Meaning, []),
            VerdictStep(decision),
            UpstreamStep(decision, closed),
            EndingStep(decision, closed),
        ];

        ConnectionStep Step(Station station, string name, string sentence, IReadOnlyList<Fact> facts, TimeSpan? took = null) => station.CompareTo(end) switch
        {
            > 0 => new(name, StepState.NotReached, NotReached, facts),
            0 => new(name, StateOf(decision), ReasonTable.Describe(decision.Reason).Meaning, facts, took),
            _ => new(name, StepState.Passed, sentence, facts, took),
        };
    }

    private static StepState StateOf(ConnectionDecision decision) => decision.Verdict switch
    {
        Verdict.Denied => StepState.Stopped,
        Verdict.Audited => StepState.Noted,
        _ => StepState.Passed,
    };

    private static IReadOnlyList<Fact> ListenerFacts(ConnectionDecision decision) =>
        [new("Peer", decision.Peer.ToString(), CanCopy: true), new("Node", decision.Node)];

    private static string HeaderSentence(ConnectionDecision decision) => decision switch
    {
        { Source: not null, LinkId: not null } => "The load balancer named the client by its address inside the customer's network.",
        { Source: not null } => "The load balancer named the client by its public address.",
        { HeaderDuration: not null } => "The header names no client.",
        _ => "This listener takes no PROXY header.",
    };

    private static List<Fact> HeaderFacts(ConnectionDecision decision) => Facts(
        ("Client address", decision.Source?.ToString(), true),
        ("Destination", decision.Destination?.ToString(), true));

    /// <summary>The header may have told the link ID although the connection ended there; then it is worth showing.</summary>
    private static ConnectionStep IdentityStep(ConnectionDecision decision, Station end)
    {
        var facts = IdentityFacts(decision);
        if (end < Station.Identity && facts.Count == 0) return new("Link ID", StepState.NotReached, NotReached, facts);
        return decision.LinkKind switch
        {
            LinkIdentityKind.One => new("Link ID", StepState.Passed, "The header carries one link ID.", facts),
            LinkIdentityKind.Malformed => new("Link ID", StepState.Noted, "The header carries a broken link ID.", facts),
            LinkIdentityKind.Ambiguous => new("Link ID", StepState.Noted, "The header carries several link IDs.", facts),
            _ => new("Link ID", StepState.Passed, "The connection carries no link ID.", facts),
        };
    }

    private static List<Fact> IdentityFacts(ConnectionDecision decision) => Facts(
        ("Cloud", decision.LinkId is { } link ? CloudName.Of(link.Cloud) : null, false),
        ("Link ID", decision.LinkId?.ToString(), true),
        ("Link TLV", decision.LinkTlv, true),
        ("Second header's link ID", decision.NestedLinkId?.ToString(), true));

    private static List<Fact> NameFacts(ConnectionDecision decision) => Facts(
        ("Host", decision.Host, true),
        ("As sent", decision.ServerName == decision.Host ? null : decision.ServerName, true),
        ("ALPN", decision.Alpn, false),
        ("TLS versions", decision.TlsVersions, false),
        ("ECH", decision.EchOffered ? "offered" : null, false));

    private static List<Fact> ResourceFacts(ConnectionDecision decision) => Facts(
        ("Policy revision", decision.PolicyRevision == 0 ? null : decision.PolicyRevision.ToString(CultureInfo.InvariantCulture), false));

    private static ConnectionStep VerdictStep(ConnectionDecision decision) => new(
        "Verdict",
        StateOf(decision),
        VerdictSentence(decision.Verdict),
        Facts(("Code", ReasonTable.CodeOf(decision.Reason), true), ("Detail", decision.Detail, false)));

    private static string VerdictSentence(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => "Allowed: relayed to the upstream.",
        Verdict.Denied => "Denied: not relayed.",
        Verdict.Audited => "Audited: relayed, although enforcement would have denied it.",
        _ => "No verdict: nothing was asked for.",
    };

    private static ConnectionStep UpstreamStep(ConnectionDecision decision, ConnectionClosed? closed)
    {
        var relayed = decision.Verdict is Verdict.Allowed or Verdict.Audited;
        if (!relayed) return new("Upstream", StepState.NotReached, NotReached, []);

        var facts = Facts(("Upstream", decision.Upstream, true));
        return closed is { Reason: CloseReason.BackendNone or CloseReason.BackendRefused or CloseReason.BackendTimeout }
            ? new("Upstream", StepState.Stopped, ReasonTable.Describe(closed.Reason).Meaning, facts, closed.ConnectDuration)
            : new("Upstream", StepState.Passed, "Connected to the upstream.", facts, closed?.ConnectDuration);
    }

    private static ConnectionStep EndingStep(ConnectionDecision decision, ConnectionClosed? closed) => closed is null
        ? new("Ending", StepState.Running, "The connection is open.", [])
        : new("Ending", EndingState(closed), ReasonTable.Describe(closed.Reason).Meaning, Facts(
            ("Code", ReasonTable.CodeOf(closed.Reason), true),
            ("From the client", Quantity.Bytes(closed.BytesFromClient), false),
            ("From the upstream", Quantity.Bytes(closed.BytesFromUpstream), false)), closed.Duration);

    private static StepState EndingState(ConnectionClosed closed) => closed.Reason switch
    {
        CloseReason.ClosedClient or CloseReason.ClosedBackend or CloseReason.Drained or CloseReason.NotAdmitted => StepState.Passed,
        CloseReason.IdleTimeout or CloseReason.HalfCloseTimeout or CloseReason.PolicyRevoked => StepState.Noted,
        _ => StepState.Stopped,
    };

    /// <summary>Where a reason is found out; the steps behind it were never reached.</summary>
    private static Station StationOf(Reason reason) => reason switch
    {
        Reason.SourceUntrusted or Reason.ProbeEmpty or Reason.PreludeIdle or Reason.LimitPrelude or Reason.LimitGlobal => Station.Listener,
        >= Reason.HealthCheck and <= Reason.HeaderNested => Station.Header,
        >= Reason.HelloNotTls and <= Reason.NameInvalid or Reason.ClaimObserved => Station.Name,
        Reason.NameUnknown or Reason.HostDisabled => Station.Resource,
        _ => Station.Rule,
    };

    private static List<Fact> Facts(params ReadOnlySpan<(string Name, string? Value, bool CanCopy)> facts)
    {
        var seen = new List<Fact>(facts.Length);
        foreach (var (name, value, canCopy) in facts)
            if (value is not null) seen.Add(new Fact(name, value, canCopy));
        return seen;
    }

    private enum Station
    {
        Listener,
        Header,
        Identity,
        Name,
        Resource,
        Rule,
    }
}
