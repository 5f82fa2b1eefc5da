using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Describes a connection for people outside. Pure.</summary>
internal static class SharedWriting
{
    private const string You = "you";
    private const string Company = "company";
    private const string Nobody = "nobody";
    private const string CompanyActs = "Nothing is wrong on your side. The company that runs the service must act, and it sees this too.";
    private const string NotShown = "not shown here";

    /// <summary>
    /// Reads only what <paramref name="connection"/> shows to its tenant. Leaves out what a tenant sees of the company: names of listeners,
    /// revisions and keys.
    /// </summary>
    /// <param name="connection">The connection as its tenant sees it; without a tenant, as a tenant without links would see it.</param>
    /// <param name="now">The time, UTC.</param>
    public static SharedDocument Of(ConnectionView connection, DateTime now) => new()
    {
        Schema = SharedDocument.CurrentSchema,
        Connection = $"{connection.Id}",
        Time = connection.Time.UtcDateTime,
        WrittenAt = now,
        Outcome = Outcomes.CodeOf(connection.Outcome),
        Reason = ReasonOf(connection.Description),
        LetIn = connection.Failure is null ? null : ReasonOf(ReasonTable.Describe(connection.Reason)),
        Note = connection.TenantId is null ? null : connection.Detail,
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
