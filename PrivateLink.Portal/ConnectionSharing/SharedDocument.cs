using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>
/// One connection as people outside see it, on the page of its link and in the attached file. People outside see only the fields that are here. A
/// stored document never changes, so each change of meaning needs a new <see cref="CurrentSchema"/>.
/// </summary>
public sealed record SharedDocument
{
    public const string CurrentSchema = "privatelink.connection/1";

    private static readonly JsonSerializerOptions Form = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
        WriteIndented = true,
    };

    public required string Schema { get; init; }

    /// <summary>The ID that the company finds it by.</summary>
    public required string Connection { get; init; }

    /// <summary>When it was accepted, UTC.</summary>
    public required DateTime Time { get; init; }

    /// <summary>When this was written, UTC. Later events are not included.</summary>
    public required DateTime WrittenAt { get; init; }

    /// <summary><c>allowed</c>, <c>denied</c>, <c>audited</c>, <c>failed</c> or <c>none</c>.</summary>
    public required string Outcome { get; init; }

    public required SharedReason Reason { get; init; }

    /// <summary>Why a failed connection was allowed; null for all others.</summary>
    public SharedReason? LetIn { get; init; }

    /// <summary>Who disabled the host or the link, newest first; null if that is not the reason, or is unknown.</summary>
    public IReadOnlyList<SharedSwitch>? Disabled { get; init; }

    /// <summary>What the bytes looked like, or which rule of a format they broke.</summary>
    public string? Note { get; init; }

    public string? Host { get; init; }

    /// <summary>The name that the client sent, if it differs from <see cref="Host"/>.</summary>
    public string? ServerName { get; init; }

    public string? Alpn { get; init; }

    public string? TlsVersions { get; init; }

    /// <summary>The client's address and port.</summary>
    public string? Client { get; init; }

    /// <summary>The private endpoint's address in the customer's network.</summary>
    public string? Endpoint { get; init; }

    public required SharedLink Link { get; init; }

    /// <summary>The first bytes in hexadecimal, if they may be shown.</summary>
    public string? FirstBytes { get; init; }

    /// <summary>The connection's steps in order.</summary>
    public required IReadOnlyList<SharedStep> Journey { get; init; }

    /// <summary>How it ended; null if it was open when this was written.</summary>
    public SharedEnding? Closed { get; init; }

    public string ToJson() => JsonSerializer.Serialize(this, Form);

    /// <summary>Null if another version of the portal wrote it and this version cannot read it.</summary>
    public static SharedDocument? Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SharedDocument>(json, Form) is { Schema: CurrentSchema } document ? document : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A reason in words for the customer.</summary>
/// <param name="WhoActs"><c>you</c>, <c>company</c> or <c>nobody</c>.</param>
/// <param name="WhatToDo">Null if no one has to do anything.</param>
public sealed record SharedReason(string Code, string Title, string Meaning, string WhoActs, string? WhatToDo);

/// <summary>An action after which the host or the link accepted no connections. It names no person, because anyone may read the document.</summary>
/// <param name="What"><c>host</c>, <c>link</c> or <c>tenant</c>.</param>
/// <param name="Who"><c>you</c> for the customer's own people, or <c>company</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record SharedSwitch(string What, string Who, DateTime At);

/// <param name="Kind"><c>none</c>, <c>one</c>, <c>malformed</c> or <c>ambiguous</c>.</param>
/// <param name="Words">The text shown instead of an ID that is hidden.</param>
public sealed record SharedLink(string Kind, string? Cloud = null, string? Id = null, string? Words = null);

/// <param name="State"><c>passed</c>, <c>noted</c>, <c>stopped</c>, <c>running</c>, <c>absent</c> or <c>notReached</c>.</param>
public sealed record SharedStep(string Name, string State, string Sentence, double? Milliseconds = null);

/// <param name="BytesFromService">Bytes that the service sent.</param>
public sealed record SharedEnding(string Code, string Meaning, long BytesFromClient, long BytesFromService, double Milliseconds);
