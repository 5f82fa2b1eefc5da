using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Shared;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>One connection as JSON for people who paste it into a ticket. Numbers that exceed 2^53 are strings.</summary>
public static class ConnectionJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Default,
    };

    public static string Of(ConnectionDecision decision, ConnectionClosed? closed) => JsonSerializer.Serialize(
        new
        {
            id = decision.Id.ToString(System.Globalization.CultureInfo.InvariantCulture),
            time = TimeFormat.Iso(decision.Time),
            decision.Node,
            decision.Listener,
            verdict = VerdictLook.Of(decision.Verdict).Colour,
            reason = ReasonTable.CodeOf(decision.Reason),
            decision.Detail,
            peer = decision.Peer.ToString(),
            source = decision.Source?.ToString(),
            destination = decision.Destination?.ToString(),
            cloud = decision.LinkId is { } link ? CloudName.Of(link.Cloud) : null,
            linkId = decision.LinkId?.ToString(),
            decision.LinkTlv,
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
                connectMs = closed.ConnectDuration?.TotalMilliseconds,
                durationMs = closed.Duration.TotalMilliseconds,
            },
        },
        Options);
}
