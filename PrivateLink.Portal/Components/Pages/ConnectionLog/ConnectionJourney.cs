using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Decoding;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>Tells one connection as the steps it went through, in the order the engine took them.</summary>
public static class ConnectionJourney
{
    private const string NotReached = "The connection had ended before.";

    public static IReadOnlyList<ConnectionStep> Tell(ConnectionDecision decision, ConnectionClosed? closed) => Tell(new ConnectionEntry(0, decision, closed), null);

    /// <param name="entry">The connection.</param>
    /// <param name="explanation">What the engine's settings and the policy in force add; null where they are not to be had.</param>
    public static IReadOnlyList<ConnectionStep> Tell(ConnectionEntry entry, ConnectionExplanation? explanation)
    {
        var (decision, closed) = (entry.Decision, entry.Closed);
        var end = StationOf(decision.Reason);
        var (header, rest) = FirstBytesOf(decision, end);
        return
        [
            Step(Station.Listener, "Listener", $"Accepted on {decision.Listener}.", ListenerFacts(decision)) with { Now = TrustNow(explanation?.Listener) },
            Step(Station.Header, "PROXY header", HeaderSentence(decision), HeaderFacts(decision), decision.HeaderDuration) with { Bytes = header },
            IdentityStep(entry, end, header is not null),
            Step(Station.Name, "Server name", decision.Host is null ? "The client named no usable host." : "The client asked for this host.", NameFacts(decision), decision.HelloDuration) with { Bytes = rest },
            Step(Station.Resource, "Resource", "A resource has this name.", ResourceFacts(decision)) with { Now = ResourceNow(explanation?.Resource) },
            Step(Station.Rule, "Rule", ReasonTable.Describe(decision.Reason).Meaning, []) with { Now = explanation?.Resource?.Hint },
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
        [new Fact("Listener", decision.Listener, Field: FilterField.Listener), new Fact("Peer", decision.Peer.ToString(), CanCopy: true), new Fact("Node", decision.Node, Field: FilterField.Node)];

    private static string? TrustNow(ListenerFacts? listener) => listener switch
    {
        null => null,
        { TakesHeader: false } => "It takes no PROXY header, so nobody is trusted with one.",
        { TrustsEveryone: true } => "It believes the PROXY header of anyone: whoever reaches the port can claim any link ID.",
        _ => $"It believes the PROXY headers of {string.Join(", ", listener.TrustedSources)}.",
    };

    private static string? ResourceNow(ResourceFacts? resource) => resource is null ? null
        : $"{resource.Names[0]} is {(resource.Disabled ? "switched off" : $"in mode {ModeLook.Of(resource.Mode).Word}")}, lists {Quantity.Count(resource.LinkCount, "private endpoint")}"
            + (resource.LinkCount == 0 ? "." : $": {string.Join(", ", resource.Links.Take(5).Select(Words))}{(resource.LinkCount > 5 ? " …" : "")}.");

    private static string Words(LinkGrant grant) => $"{grant.LinkId} ({grant.Service}{(grant.Enabled ? "" : ", off")})";

    private static string HeaderSentence(ConnectionDecision decision) => decision switch
    {
        { Source: not null, LinkId: not null } => "The load balancer named the client by its address inside the customer's network.",
        { Source: not null } => "The load balancer named the client by its public address.",
        { HeaderDuration: not null } => "The header names no client.",
        _ => "This listener takes no PROXY header.",
    };

    private static List<Fact> HeaderFacts(ConnectionDecision decision) => Facts(
        new Fact("Client address", decision.Source?.ToString() ?? "", CanCopy: true, FilterField.Client, decision.Source?.Address.ToString()),
        new Fact("Destination", decision.Destination?.ToString() ?? "", CanCopy: true));

    /// <summary>The header may have told the link ID although the connection ended there; then it is worth showing.</summary>
    private static ConnectionStep IdentityStep(ConnectionEntry entry, Station end, bool headerIsShown)
    {
        var decision = entry.Decision;
        var facts = IdentityFacts(entry);
        if (end < Station.Identity && facts.Count == 0) return new("Link ID", StepState.NotReached, NotReached, facts);
        var (state, sentence) = decision.LinkKind switch
        {
            LinkIdentityKind.One => (StepState.Passed, "The header carries one link ID."),
            LinkIdentityKind.Malformed => (StepState.Noted, "The header carries a broken link ID."),
            LinkIdentityKind.Ambiguous => (StepState.Noted, "The header carries several link IDs."),
            _ => (StepState.Passed, "The connection carries no link ID."),
        };
        return new("Link ID", state, sentence, facts) { Bytes = !headerIsShown && IsHex(decision.LinkTlv) ? PreludeDecoder.DecodeLinkTlv(decision.LinkTlv) : null };
    }

    /// <summary>What a refused connection's record keeps, cut where the header ends: what broke a rule of TLS is told where that was found out.</summary>
    private static (DecodedBytes? Header, DecodedBytes? Behind) FirstBytesOf(ConnectionDecision decision, Station end)
    {
        if (!IsHex(decision.FirstBytes)) return default;
        var bytes = Convert.FromHexString(decision.FirstBytes);
        var cut = end == Station.Name ? PreludeDecoder.HeaderLengthOf(bytes) : bytes.Length;
        return (Decode(bytes[..cut], isWhole: cut < ConnectionDecision.MostFirstBytes), Decode(bytes[cut..], isWhole: bytes.Length < ConnectionDecision.MostFirstBytes));
    }

    /// <summary>What a record leaves out is missing from it, not from the connection.</summary>
    private static DecodedBytes? Decode(byte[] bytes, bool isWhole)
    {
        if (bytes.Length == 0) return null;
        var decoded = PreludeDecoder.Decode(bytes);
        return isWhole ? decoded : decoded with
        {
            Problems = [.. decoded.Problems.Where(problem => problem.Offset < bytes.Length), new(bytes.Length, $"The record keeps the first {ConnectionDecision.MostFirstBytes} bytes; the connection sent more.")],
        };
    }

    /// <summary>A record that was cut, or that something else wrote, is no whole hexadecimal.</summary>
    private static bool IsHex([NotNullWhen(true)] string? hex) => hex is { Length: > 0 } && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit);

    private static List<Fact> IdentityFacts(ConnectionEntry entry)
    {
        var decision = entry.Decision;
        return Facts(
            new Fact("Cloud", decision.LinkId is { } link ? CloudName.Of(link.Cloud) : "", Field: FilterField.Cloud),
            new Fact("Link ID", decision.LinkId?.ToString() ?? "", CanCopy: true, FilterField.Link),
            new Fact("Link ID", entry.HiddenLink ?? ""),
            new Fact("Link TLV", decision.LinkTlv ?? "", CanCopy: true),
            new Fact("Second header's link ID", decision.NestedLinkId?.ToString() ?? "", CanCopy: true));
    }

    private static List<Fact> NameFacts(ConnectionDecision decision) => Facts(
        new Fact("Host", decision.Host ?? "", CanCopy: true, FilterField.Host),
        new Fact("As sent", decision.ServerName == decision.Host ? "" : decision.ServerName ?? "", CanCopy: true, FilterField.ServerName),
        new Fact("ALPN", decision.Alpn ?? ""),
        new Fact("TLS versions", decision.TlsVersions ?? ""),
        new Fact("ECH", decision.EchOffered ? "offered" : ""));

    private static List<Fact> ResourceFacts(ConnectionDecision decision) => Facts(
        new Fact("Policy revision", decision.PolicyRevision == 0 ? "" : decision.PolicyRevision.ToString(CultureInfo.InvariantCulture), Field: FilterField.Revision));

    private static ConnectionStep VerdictStep(ConnectionDecision decision) => new(
        "Verdict",
        StateOf(decision),
        VerdictSentence(decision.Verdict),
        Facts(new Fact("Code", ReasonTable.CodeOf(decision.Reason), CanCopy: true, FilterField.Reason), new Fact("Detail", decision.Detail ?? "")));

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

        var facts = Facts(new Fact("Upstream", decision.Upstream ?? "", CanCopy: true, FilterField.Upstream), new Fact("Address", closed?.UpstreamAddress?.ToString() ?? "", CanCopy: true));
        return closed is { Reason: CloseReason.BackendNone or CloseReason.BackendRefused or CloseReason.BackendTimeout or CloseReason.EngineExhausted or CloseReason.HeaderTooLarge }
            ? new("Upstream", StepState.Stopped, ReasonTable.Describe(closed.Reason).Meaning, facts, closed.ConnectDuration)
            : new("Upstream", StepState.Passed, "Connected to the upstream.", facts, closed?.ConnectDuration);
    }

    private static ConnectionStep EndingStep(ConnectionDecision decision, ConnectionClosed? closed) => closed is null
        ? new("Ending", StepState.Running, "The connection is open.", [])
        : new("Ending", EndingState(closed), ReasonTable.Describe(closed.Reason).Meaning, Facts(
            new Fact("Code", ReasonTable.CodeOf(closed.Reason), CanCopy: true, FilterField.Ending),
            new Fact("From the client", Quantity.Bytes(closed.BytesFromClient)),
            new Fact("From the upstream", Quantity.Bytes(closed.BytesFromUpstream))), closed.Duration);

    private static StepState EndingState(ConnectionClosed closed) => closed.Reason switch
    {
        CloseReason.ClosedClient or CloseReason.ClosedBackend or CloseReason.Drained or CloseReason.NotAdmitted => StepState.Passed,
        CloseReason.IdleTimeout or CloseReason.HalfCloseTimeout or CloseReason.PolicyRevoked or CloseReason.ClosedOperator => StepState.Noted,
        _ => StepState.Stopped,
    };

    /// <summary>Where a reason is found out; the steps behind it were never reached.</summary>
    private static Station StationOf(Reason reason) => reason switch
    {
        Reason.SourceUntrusted or Reason.ProbeEmpty or Reason.PreludeIdle or Reason.LimitPrelude or Reason.LimitGlobal or Reason.LimitGaveWay => Station.Listener,
        >= Reason.HealthCheck and <= Reason.HeaderNested => Station.Header,
        >= Reason.HelloNotTls and <= Reason.NameInvalid or Reason.ClaimObserved => Station.Name,
        Reason.NameUnknown or Reason.HostDisabled => Station.Resource,
        _ => Station.Rule,
    };

    /// <summary>Those that say something.</summary>
    private static List<Fact> Facts(params ReadOnlySpan<Fact> facts)
    {
        var seen = new List<Fact>(facts.Length);
        foreach (var fact in facts)
            if (fact.Value.Length > 0) seen.Add(fact);
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
