using System.Diagnostics.CodeAnalysis;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Decoding;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Operations;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>Describes one connection as its steps, in the order in which the engine took them.</summary>
public static class ConnectionJourney
{
    private const int MostAddresses = 3;
    private const string NotReached = "Not reached.";

    private static readonly ILookup<FactStep, (ConnectionColumn Column, ColumnFact Place)> Columns = ConnectionColumns.All
        .Where(column => column.Detail is not null).Select(column => (Column: column, Place: column.Detail!))
        .OrderBy(fact => fact.Place.Order).ToLookup(fact => fact.Place.Step);

    /// <param name="connection">The connection.</param>
    /// <param name="explanation">What the engine's settings and the policy in force add; null if they are not available.</param>
    /// <param name="upstream">The current state of its upstream; null if it is unknown, or if the reader may not see it.</param>
    public static IReadOnlyList<ConnectionStep> Tell(ConnectionView connection, ConnectionExplanation? explanation, UpstreamReport? upstream = null)
    {
        var reason = ReasonTable.Describe(connection.Reason);
        var end = reason.Stage;
        // The headline above the steps explains the reason or the failure, so the step for it only names it.
        var decided = connection.Failure is null ? $"{reason.Title}." : reason.Meaning;
        var now = connection.IsRelayed ? upstream : null;
        var (header, rest) = FirstBytesOf(connection, end);
        return
        [
            Step(ReasonStage.Listener, "Listener", $"Accepted on {connection.Listener}.", FactsOf(FactStep.Listener, connection)) with { Now = TrustNow(explanation?.Listener) },
            Step(ReasonStage.Header, "PROXY header", HeaderSentence(connection), FactsOf(FactStep.Header, connection), connection.HeaderDuration) with { Bytes = header },
            IdentityStep(connection, end, header is not null),
            Step(ReasonStage.Hello, "Server name", connection.Host is null ? "The client sent no valid host name." : "The client asked for this host.", FactsOf(FactStep.Name, connection), connection.HelloDuration) with { Bytes = rest },
            Step(ReasonStage.Resource, "Resource", "A resource has this name.", FactsOf(FactStep.Resource, connection)) with { Now = ResourceNow(explanation?.Resource) },
            Step(ReasonStage.Rule, "Rule", decided, []) with { Now = connection.Verdict == Verdict.Allowed ? explanation?.Resource?.Hint : null },
            VerdictStep(connection),
            UpstreamStep(connection) with { Now = UpstreamNow(now), Link = now is null ? null : ($"upstreams/{now.Id}", "Open the upstream") },
            EndingStep(connection),
        ];

        ConnectionStep Step(ReasonStage stage, string name, string sentence, IReadOnlyList<Fact> facts, TimeSpan? took = null) => stage.CompareTo(end) switch
        {
            > 0 => new(name, JourneyState.NotReached, NotReached, facts),
            0 => new(name, StateOf(connection), decided, facts, took),
            _ => new(name, JourneyState.Passed, sentence, facts, took),
        };
    }

    private static JourneyState StateOf(ConnectionView connection) => connection.Verdict switch
    {
        Verdict.Denied => JourneyState.Stopped,
        Verdict.Audited => JourneyState.Noted,
        _ => JourneyState.Passed,
    };

    private static string? TrustNow(ListenerFacts? listener) => listener switch
    {
        null => null,
        { TakesHeader: false } => null,
        { TrustsEveryone: true } => "Trusts every PROXY header: anyone who can reach the port can claim any link ID.",
        _ => $"Trusts PROXY headers from {string.Join(", ", listener.TrustedSources)}.",
    };

    private static string? ResourceNow(ResourceFacts? resource) => resource is null ? null
        : $"{resource.Names[0]} is {(resource.Disabled ? "disabled" : $"in mode {ModeLook.Of(resource.Mode).Word}")}, lists {Quantity.Count(resource.LinkCount, "private endpoint")}"
            + (resource.LinkCount == 0 ? "." : $": {string.Join(", ", resource.Links.Take(5).Select(Words))}{(resource.LinkCount > 5 ? " …" : "")}.");

    private static string? UpstreamNow(UpstreamReport? upstream) => upstream is null ? null
        : $"{SafeText.Of(upstream.Name)} is {upstream.Condition}. {string.Join(" ", upstream.Addresses.Take(MostAddresses).Select(WordsOf))}{(upstream.Addresses.Count > MostAddresses ? " …" : "")}".TrimEnd();

    private static string WordsOf(UpstreamAddressReport address) => address.Resolved.Count == 0
        ? $"{address.Configured}: not checked yet."
        : string.Join(" ", address.Resolved.Take(MostAddresses).Select(status =>
            $"{status.Address}: {(status.IsHealthy ? "healthy" : $"{status.Problem ?? "does not answer"}{(status.Since is { } since ? $", unhealthy since {since.UtcDateTime:yyyy-MM-dd HH:mm} UTC" : "")}")}."));

    private static string Words(LinkGrant grant) => $"{grant.LinkId} ({grant.Service}{(grant.Enabled ? "" : ", off")})";

    /// <summary>Uses the kind of link, which every reader may know. An ID that is hidden from the reader still exists.</summary>
    private static string HeaderSentence(ConnectionView connection) => connection switch
    {
        { Source: not null, LinkKind: LinkIdentityKind.One } => "The load balancer reported the client's address inside the private endpoint's network.",
        { Source: not null, LinkKind: LinkIdentityKind.Absent } => "The load balancer reported the client's own address: the connection did not use a private endpoint.",
        { Source: not null } => "The load balancer reported the client's address.",
        { HeaderDuration: not null } => "The header contains no client address.",
        _ => "This listener does not accept PROXY headers.",
    };

    /// <summary>The header may contain the link ID even if the connection ended there. Then the step shows it.</summary>
    private static ConnectionStep IdentityStep(ConnectionView connection, ReasonStage end, bool headerIsShown)
    {
        var facts = FactsOf(FactStep.Identity, connection);
        if (end <= ReasonStage.Header && facts.Count == 0 && connection.LinkKind == LinkIdentityKind.Absent) return new("Link ID", JourneyState.NotReached, NotReached, facts);
        var (state, sentence) = connection.LinkKind switch
        {
            LinkIdentityKind.One => (JourneyState.Passed, "The header carries one link ID."),
            LinkIdentityKind.Malformed => (JourneyState.Noted, "The header carries a malformed link ID."),
            LinkIdentityKind.Ambiguous => (JourneyState.Noted, "The header carries several link IDs."),
            _ => (JourneyState.Absent, "The connection carries no link ID."),
        };
        return new("Link ID", state, sentence, facts) { Bytes = !headerIsShown && IsHex(connection.LinkTlv) ? PreludeDecoder.DecodeLinkTlv(connection.LinkTlv) : null };
    }

    /// <summary>The recorded first bytes of a refused connection, split where the header ends. The step that found a TLS error shows the bytes behind the header.</summary>
    private static (DecodedBytes? Header, DecodedBytes? Behind) FirstBytesOf(ConnectionView connection, ReasonStage end)
    {
        if (!IsHex(connection.FirstBytes)) return default;
        var bytes = Convert.FromHexString(connection.FirstBytes);
        var cut = end == ReasonStage.Hello ? PreludeDecoder.HeaderLengthOf(bytes) : bytes.Length;
        return (Decode(bytes[..cut], isWhole: cut < ConnectionView.MostFirstBytes), Decode(bytes[cut..], isWhole: bytes.Length < ConnectionView.MostFirstBytes));
    }

    /// <summary>If a record is cut, the missing bytes are missing from the record, not from the connection.</summary>
    private static DecodedBytes? Decode(byte[] bytes, bool isWhole)
    {
        if (bytes.Length == 0) return null;
        var decoded = PreludeDecoder.Decode(bytes);
        return isWhole ? decoded : decoded with
        {
            Problems = [.. decoded.Problems.Where(problem => problem.Offset < bytes.Length), new(bytes.Length, $"The record keeps only the first {ConnectionView.MostFirstBytes} bytes. The client sent more.")],
        };
    }

    /// <summary>False for a record that was cut, or that another program wrote: it is not complete hexadecimal.</summary>
    internal static bool IsHex([NotNullWhen(true)] string? hex) => hex is { Length: > 0 } && hex.Length % 2 == 0 && hex.All(char.IsAsciiHexDigit);

    private static ConnectionStep VerdictStep(ConnectionView connection) => new(
        "Verdict",
        connection.Verdict == Verdict.None ? JourneyState.Absent : StateOf(connection),
        VerdictSentence(connection.Verdict),
        FactsOf(FactStep.Verdict, connection));

    private static string VerdictSentence(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => "Allowed: to be relayed to the upstream.",
        Verdict.Denied => "Denied.",
        Verdict.Audited => "Audited: allowed, but enforcement would have denied it.",
        _ => "No verdict: the connection asked for nothing.",
    };

    private static ConnectionStep UpstreamStep(ConnectionView connection)
    {
        var relayed = connection.Verdict is Verdict.Allowed or Verdict.Audited;
        if (!relayed) return new("Upstream", JourneyState.NotReached, NotReached, []);

        var facts = FactsOf(FactStep.Upstream, connection);
        if (connection.Closed is not { } closed) return new("Upstream", JourneyState.Running, "Connecting to the upstream, or already connected. The record will say which when the connection ends.", facts);
        var ending = ReasonTable.Describe(closed.Reason);
        return ending.Kind == EndingKind.NotConnected
            ? new("Upstream", JourneyState.Stopped, $"{ending.Title}.", facts, closed.ConnectDuration)
            : new("Upstream", JourneyState.Passed, "Connected to the upstream.", facts, closed.ConnectDuration);
    }

    private static ConnectionStep EndingStep(ConnectionView connection) => connection.Closed is not { } closed
        ? new("Ending", JourneyState.Running, "The connection is open.", [])
        : new("Ending", EndingState(closed), EndingSentence(ReasonTable.Describe(closed.Reason)), FactsOf(FactStep.Ending, connection), closed.Duration);

    private static string EndingSentence(EndingRow ending) => ending.Kind switch
    {
        EndingKind.NotConnected => "Ended without a connection to the upstream.",
        EndingKind.Failed => $"{ending.Title}.",
        EndingKind.Expected or EndingKind.CutShort => ending.Meaning,
    };

    private static JourneyState EndingState(ConnectionEnding closed) => closed.Reason == CloseReason.NotAdmitted ? JourneyState.Absent : ReasonTable.Describe(closed.Reason).Kind switch
    {
        EndingKind.Expected => JourneyState.Passed,
        EndingKind.CutShort => JourneyState.Noted,
        EndingKind.NotConnected or EndingKind.Failed => JourneyState.Stopped,
    };

    /// <summary>The facts of a step, as the columns define them.</summary>
    private static List<Fact> FactsOf(FactStep step, ConnectionView connection)
    {
        var facts = new List<Fact>();
        foreach (var (column, place) in Columns[step])
        {
            if (place.When?.Invoke(connection) == false || TextOf(column, connection) is not { Length: > 0 } text) continue;
            var asked = column.AskedOf(connection);
            facts.Add(new(place.Label ?? column.Title, text, place.CanCopy && asked is not null, asked is null ? null : FilterField.Of(column), asked == text ? null : asked));
        }

        return facts;
    }

    private static string? TextOf(ConnectionColumn column, ConnectionView connection) => column switch
    {
        ConnectionColumn<CloudProvider?> cloud => cloud.Of(connection) is { } known ? KnownClouds.Of(known).Words.Name : null,
        { Unit: ColumnUnit.Bytes } => column.ValueOf(connection) is long bytes ? Quantity.Bytes(bytes) : null,
        { Unit: ColumnUnit.Milliseconds } => column.ValueOf(connection) is TimeSpan span ? Quantity.Duration(span) : null,
        _ => column.TextOf(connection),
    };
}
