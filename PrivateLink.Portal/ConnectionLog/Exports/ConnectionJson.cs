using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;

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
    public static string Of(ConnectionDecision decision, ConnectionClosed? closed) => JsonSerializer.Serialize(Shape(decision, closed, null), Indented);

    /// <summary>In one line, for machines.</summary>
    public static string LineOf(ConnectionEntry entry) => JsonSerializer.Serialize(Shape(entry.Decision, entry.Closed, entry.HiddenLink), OneLine);

    /// <summary>A time as machines read it everywhere.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static object Shape(ConnectionDecision decision, ConnectionClosed? closed, string? hiddenLink) => new
    {
        id = decision.Id.ToString(CultureInfo.InvariantCulture),
        time = Iso(decision.Time),
        decision.Node,
        decision.Listener,
        verdict = VerdictText.Of(decision.Verdict),
        reason = ReasonTable.CodeOf(decision.Reason),
        decision.Detail,
        peer = decision.Peer.ToString(),
        source = decision.Source?.ToString(),
        destination = decision.Destination?.ToString(),
        cloud = decision.LinkId?.Cloud.ToString().ToLowerInvariant(),
        linkId = decision.LinkId?.ToString() ?? hiddenLink,
        decision.LinkTlv,
        decision.FirstBytes,
        nestedLinkId = decision.NestedLinkId?.ToString(),
        decision.ServerName,
        decision.Host,
        decision.Alpn,
        decision.TlsVersions,
        decision.EchOffered,
        decision.PolicyRevision,
        decision.ResourceId,
        decision.TenantId,
        decision.Upstream,
        headerMs = decision.HeaderDuration?.TotalMilliseconds,
        helloMs = decision.HelloDuration?.TotalMilliseconds,
        closed = closed is null ? null : new
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
