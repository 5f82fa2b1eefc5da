using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>One connection as JSON, for people who paste it into a ticket and for exports. Numbers that exceed 2^53 are strings.</summary>
public static class ConnectionJson
{
    private static readonly JsonSerializerOptions OneLine = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
    };

    private static readonly JsonSerializerOptions Indented = new(OneLine) { WriteIndented = true };

    /// <summary>With line breaks, for reading.</summary>
    public static string Of(ConnectionView connection) => JsonSerializer.Serialize(Shape(connection), Indented);

    /// <summary>In one line, for machines.</summary>
    public static string LineOf(ConnectionView connection) => JsonSerializer.Serialize(Shape(connection), OneLine);

    /// <summary>A time as machines read it everywhere.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static object Shape(ConnectionView connection) => new
    {
        id = connection.Id.ToString(CultureInfo.InvariantCulture),
        time = Iso(connection.Time),
        connection.Node,
        connection.Listener,
        verdict = VerdictText.Of(connection.Verdict),
        reason = ReasonTable.CodeOf(connection.Reason),
        connection.Detail,
        client = connection.Client?.ToString(),
        peer = connection.Peer?.ToString(),
        source = connection.Source?.ToString(),
        destination = connection.Destination?.ToString(),
        cloud = connection.LinkId?.Cloud.ToString().ToLowerInvariant(),
        linkId = connection.LinkId?.ToString() ?? connection.HiddenLink,
        connection.LinkTlv,
        connection.FirstBytes,
        nestedLinkId = connection.NestedLinkId?.ToString(),
        connection.ServerName,
        connection.Host,
        connection.Alpn,
        connection.TlsVersions,
        connection.EchOffered,
        connection.PolicyRevision,
        connection.ResourceId,
        connection.TenantId,
        connection.Upstream,
        headerMs = connection.HeaderDuration?.TotalMilliseconds,
        helloMs = connection.HelloDuration?.TotalMilliseconds,
        closed = connection.Closed is not { } closed ? null : new
        {
            reason = ReasonTable.CodeOf(closed.Reason),
            closed.BytesFromClient,
            closed.BytesFromUpstream,
            upstreamAddress = closed.UpstreamAddress?.ToString(),
            connectMs = closed.ConnectDuration?.TotalMilliseconds,
            durationMs = closed.Duration.TotalMilliseconds,
        },
    };
}
