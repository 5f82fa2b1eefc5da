using PrivateLink.Portal.Audit;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Describes a connection for people outside. Pure.</summary>
internal static class SharedWriting
{
    private const string You = "you";
    private const string Company = "company";
    private const string Nobody = "nobody";
    private const string CompanyActs = "Nothing is wrong on your side. The company that runs the service must act, and it sees this too.";
    private const string NotEnforced = "The host does not enforce its policy yet. Enforcement would have denied the connection.";
    private const string NotShown = "not shown here";

    /// <summary>
    /// Reads only what <paramref name="connection"/> shows to its tenant. Leaves out what a tenant sees of the company: names of listeners,
    /// revisions and keys.
    /// </summary>
    /// <param name="connection">The connection as its tenant sees it; without a tenant, as a tenant without links would see it.</param>
    /// <param name="now">The time, UTC.</param>
    /// <param name="disabled">Who disabled its host or its link, as its tenant sees it; null if nothing was disabled, or if that is unknown.</param>
    public static SharedDocument Of(ConnectionView connection, DateTime now, DisabledLink? disabled = null) => new()
    {
        Schema = SharedDocument.CurrentSchema,
        Connection = $"{connection.Id}",
        Time = connection.Time.UtcDateTime,
        WrittenAt = now,
        Outcome = Outcomes.CodeOf(connection.Outcome),
        Reason = DisabledReasonOf(connection, disabled) ?? ReasonOf(connection.Description),
        LetIn = LetInOf(connection),
        Disabled = disabled?.Acts is { Count: > 0 } acts ? [.. acts.Select(act => SwitchOf(connection, act))] : null,
        Note = TellsDetail(connection) ? connection.Detail : null,
        Host = connection.Host,
        ServerName = connection.ServerName == connection.Host ? null : connection.ServerName,
        Alpn = ConnectionColumns.Alpn.Of(connection),
        TlsVersions = ConnectionColumns.TlsVersions.Of(connection),
        Client = ClientOf(connection),
        Endpoint = connection.Destination?.ToString(),
        Link = LinkOf(connection),
        FirstBytes = connection.FirstBytes,
        Journey = SharedJourney.Of(connection),
        Closed = connection.Closed is { } closed ? EndingOf(closed) : null,
    };

    /// <summary>The host that the client asked for, and the client's address.</summary>
    public static string TitleOf(SharedDocument document) => $"{document.Host ?? document.ServerName ?? "no host"} from {document.Client ?? "an unknown client"}";

    /// <summary>Without a header, the peer may be the company's load balancer, unless the port expects no header.</summary>
    private static string? ClientOf(ConnectionView connection) =>
        connection.Source is not null || ReasonTable.Describe(connection.Reason).Stage > ReasonStage.Header ? connection.Client?.ToString() : null;

    private static SharedReason ReasonOf(ReasonDescription description) => description.Actor switch
    {
        Actor.Customer => new(description.Code, description.Title, description.Meaning, You, description.Remedy),
        Actor.Company => new(description.Code, description.Title, description.Meaning, Company, CompanyActs),
        _ => new(description.Code, description.Title, description.Meaning, Nobody, WhatToDo: null),
    };

    /// <summary>Only the one who disabled it can enable it.</summary>
    private static SharedReason? DisabledReasonOf(ConnectionView connection, DisabledLink? disabled)
    {
        if (disabled is null) return null;
        var (description, isCompanys) = (connection.Description, disabled.IsCompanys);
        var what = connection.Reason == Reason.HostDisabled ? disabled.Acts is [{ IsTenant: true }] ? "access to this host" : "this host" : "this private endpoint";
        return isCompanys
            ? new(description.Code, description.Title, description.Meaning, Company, $"The company has disabled {what}. Ask the company to enable it.")
            : new(description.Code, description.Title, description.Meaning, You, $"Your own people have disabled {what}. Enable it if it should connect.");
    }

    private static SharedSwitch SwitchOf(ConnectionView connection, SwitchOff act) =>
        new(act.IsTenant ? "tenant" : connection.Reason == Reason.HostDisabled ? "host" : "link", act.IsCompanys ? Company : You, act.Time);

    /// <summary>The reason of an audited connection says why enforcement would deny it, not why it was allowed.</summary>
    private static SharedReason? LetInOf(ConnectionView connection)
    {
        if (connection.Failure is null) return null;
        var reason = ReasonOf(ReasonTable.Describe(connection.Reason));
        return connection.Verdict == Verdict.Audited ? reason with { Meaning = $"{NotEnforced} {reason.Meaning}" } : reason;
    }

    /// <summary>Without a tenant, a detail may be about the company's load balancer. The detail of a hello is about the client's own bytes.</summary>
    private static bool TellsDetail(ConnectionView connection) => connection.TenantId is not null || ReasonTable.Describe(connection.Reason).Family == ReasonFamily.Hello;

    private static SharedLink LinkOf(ConnectionView connection) => connection.LinkKind switch
    {
        LinkIdentityKind.One when connection.LinkId is { } link => new("one", link.Cloud.ToString().ToLowerInvariant(), link.ToString()),
        LinkIdentityKind.One => new("one", Words: connection.TenantId is null ? NotShown : connection.HiddenLink ?? NotShown),
        LinkIdentityKind.Malformed => new("malformed"),
        LinkIdentityKind.Ambiguous => new("ambiguous"),
        _ => new("none"),
    };

    private static SharedEnding EndingOf(ConnectionEnding closed)
    {
        var row = ReasonTable.Describe(closed.Reason);
        return new(row.Code, row.Meaning, closed.BytesFromClient, closed.BytesFromUpstream, Math.Round(closed.Duration.TotalMilliseconds, 3));
    }
}
