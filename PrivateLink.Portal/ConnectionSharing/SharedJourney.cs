using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Describes a connection's steps to the customer, without internal names of the company. Pure.</summary>
internal static class SharedJourney
{
    internal const string Passed = "passed";
    internal const string Noted = "noted";
    internal const string Stopped = "stopped";
    internal const string Running = "running";
    internal const string Absent = "absent";
    internal const string NotReached = "notReached";

    private const string Before = "Not reached.";

    public static IReadOnlyList<SharedStep> Of(ConnectionView connection)
    {
        var row = ReasonTable.Describe(connection.Reason);
        // The headline above the steps explains the reason or the failure, so the step of it only names it.
        var decided = $"{row.Title}.";
        return
        [
            Step(ReasonStage.Listener, "Arrival", "The connection reached the service."),
            Step(ReasonStage.Header, "Origin", OriginOf(connection), connection.HeaderDuration),
            LinkStep(connection, row.Stage),
            Step(ReasonStage.Hello, "Server name", connection.Host is null ? "The client sent no valid host name." : "The client asked for this host by its TLS server name.", connection.HelloDuration),
            Step(ReasonStage.Resource, "Host", "The service knows the host."),
            Step(ReasonStage.Rule, "Rule", decided),
            new("Decision", connection.Verdict == Verdict.None ? Absent : StateOf(connection), DecisionOf(connection.Verdict)),
            DeliveryOf(connection),
            EndOf(connection),
        ];

        SharedStep Step(ReasonStage stage, string name, string sentence, TimeSpan? took = null) => stage.CompareTo(row.Stage) switch
        {
            > 0 => new(name, NotReached, Before),
            0 => new(name, StateOf(connection), decided, Milliseconds(took)),
            _ => new(name, Passed, sentence, Milliseconds(took)),
        };
    }

    private static string OriginOf(ConnectionView connection) => connection switch
    {
        { Source: not null, LinkKind: LinkIdentityKind.One } => "It came through a private endpoint. The cloud reported the client's address inside that network.",
        { Source: not null } => "It came over a public address.",
        { HeaderDuration: not null } => "The cloud reported no client address.",
        _ => "It came directly from the client.",
    };

    private static SharedStep LinkStep(ConnectionView connection, ReasonStage end) => connection.LinkKind switch
    {
        _ when end <= ReasonStage.Header => new("Link ID", NotReached, Before),
        LinkIdentityKind.One => new("Link ID", Passed, "The connection carries one link ID."),
        LinkIdentityKind.Malformed => new("Link ID", Noted, "The connection carries a malformed link ID."),
        LinkIdentityKind.Ambiguous => new("Link ID", Noted, "The connection carries several link IDs."),
        _ => new("Link ID", Absent, "The connection carries no link ID."),
    };

    private static string StateOf(ConnectionView connection) => connection.Verdict switch
    {
        Verdict.Denied => Stopped,
        Verdict.Audited => Noted,
        _ => Passed,
    };

    private static string DecisionOf(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => "Allowed.",
        Verdict.Denied => "Denied.",
        Verdict.Audited => "Allowed, because the host does not enforce its policy yet. Enforcement would have denied it.",
        _ => "The connection asked for nothing, so there was nothing to decide.",
    };

    private static SharedStep DeliveryOf(ConnectionView connection)
    {
        const string Name = "Delivery";
        if (!connection.IsRelayed) return new(Name, NotReached, Before);
        if (connection.Closed is not { } closed) return new(Name, Running, "In progress or delivered: the connection was open when this was saved.");
        var ending = ReasonTable.Describe(closed.Reason);
        return ending.Kind == EndingKind.NotConnected
            ? new(Name, Stopped, $"{ending.Title}.", Milliseconds(closed.ConnectDuration))
            : new(Name, Passed, "Delivered to the service behind the host.", Milliseconds(closed.ConnectDuration));
    }

    private static SharedStep EndOf(ConnectionView connection)
    {
        const string Name = "End";
        if (connection.Closed is not { } closed) return new(Name, Running, "The connection was open when this was saved.");
        var ending = ReasonTable.Describe(closed.Reason);
        var state = closed.Reason == CloseReason.NotAdmitted ? Absent : ending.Kind switch
        {
            EndingKind.Expected => Passed,
            EndingKind.CutShort => Noted,
            EndingKind.NotConnected or EndingKind.Failed => Stopped,
        };
        return new(Name, state, EndSentence(ending), Milliseconds(closed.Duration));
    }

    private static string EndSentence(EndingRow ending) => ending.Kind switch
    {
        EndingKind.NotConnected => "Ended without delivery.",
        EndingKind.Failed => $"{ending.Title}.",
        EndingKind.Expected or EndingKind.CutShort => ending.Meaning,
    };

    private static double? Milliseconds(TimeSpan? span) => span is { } time ? Math.Round(time.TotalMilliseconds, 3) : null;
}
