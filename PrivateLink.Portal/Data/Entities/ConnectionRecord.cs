using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One connection: what was decided about it and, once that is known, how it ended. Rows come by the thousand and are never edited,
/// so they are written past the change tracker (<see cref="ConnectionLog.Records.RecordTable"/>) and refer to nothing: a resource may go, its
/// connections stay.
/// </summary>
public sealed class ConnectionRecord
{
    public const int NodeLength = 128;
    public const int ListenerLength = 128;
    public const int DetailLength = 400;
    public const int AddressLength = 64;
    public const int LinkTlvLength = 1_024;
    public const int FirstBytesLength = 1_024;
    public const int ServerNameLength = 1_024;
    public const int HostLength = 255;
    public const int AlpnLength = 255;
    public const int TlsVersionsLength = 100;

    /// <summary>Sortable by time; also the key by which the history is paged (<see cref="ConnectionIds"/>).</summary>
    public required long Id { get; init; }

    public required DateTime Time { get; init; }

    public required string Node { get; init; }

    public required string Listener { get; init; }

    public required Verdict Verdict { get; init; }

    public required Reason Reason { get; init; }

    public string? Detail { get; init; }

    public required string Peer { get; init; }

    public string? Source { get; init; }

    public string? Destination { get; init; }

    /// <summary>The client, from the header or the socket, in a form whose order is that of addresses: a network is a range of it.</summary>
    public required string ClientKey { get; init; }

    public required LinkIdentityKind LinkKind { get; init; }

    public CloudProvider? Cloud { get; init; }

    public string? LinkId { get; init; }

    public string? LinkTlv { get; init; }

    public string? FirstBytes { get; init; }

    public CloudProvider? NestedCloud { get; init; }

    public string? NestedLinkId { get; init; }

    public string? ServerName { get; init; }

    public string? Host { get; init; }

    public string? Alpn { get; init; }

    public string? TlsVersions { get; init; }

    public required bool EchOffered { get; init; }

    public required long PolicyRevision { get; init; }

    public Guid? ResourceId { get; init; }

    public Guid? TenantId { get; init; }

    public string? Upstream { get; init; }

    public long? HeaderMicroseconds { get; init; }

    public long? HelloMicroseconds { get; init; }

    public required RecordState State { get; set; }

    public CloseReason? CloseReason { get; init; }

    public long? BytesFromClient { get; init; }

    public long? BytesFromUpstream { get; init; }

    public long? ConnectMicroseconds { get; init; }

    public long? DurationMicroseconds { get; init; }

    public string? UpstreamAddress { get; init; }

    /// <param name="decision">What was decided.</param>
    /// <param name="closed">How it ended; null while it is open.</param>
    public static ConnectionRecord Of(ConnectionDecision decision, ConnectionClosed? closed) => new()
    {
        Id = decision.Id,
        Time = decision.Time.UtcDateTime,
        Node = decision.Node,
        Listener = decision.Listener,
        Verdict = decision.Verdict,
        Reason = decision.Reason,
        Detail = decision.Detail,
        Peer = decision.Peer.ToString(),
        Source = decision.Source?.ToString(),
        Destination = decision.Destination?.ToString(),
        ClientKey = AddressKey.Of(decision.Source ?? decision.Peer),
        LinkKind = decision.LinkKind,
        Cloud = decision.LinkId?.Cloud,
        LinkId = decision.LinkId?.ToString(),
        LinkTlv = decision.LinkTlv,
        FirstBytes = decision.FirstBytes,
        NestedCloud = decision.NestedLinkId?.Cloud,
        NestedLinkId = decision.NestedLinkId?.ToString(),
        ServerName = decision.ServerName,
        Host = decision.Host,
        Alpn = decision.Alpn,
        TlsVersions = decision.TlsVersions,
        EchOffered = decision.EchOffered,
        PolicyRevision = decision.PolicyRevision,
        ResourceId = decision.ResourceId,
        TenantId = decision.TenantId,
        Upstream = decision.Upstream,
        HeaderMicroseconds = Microseconds(decision.HeaderDuration),
        HelloMicroseconds = Microseconds(decision.HelloDuration),
        State = closed is null ? RecordState.Open : RecordState.Ended,
        CloseReason = closed?.Reason,
        BytesFromClient = closed?.BytesFromClient,
        BytesFromUpstream = closed?.BytesFromUpstream,
        ConnectMicroseconds = Microseconds(closed?.ConnectDuration),
        DurationMicroseconds = Microseconds(closed?.Duration),
        UpstreamAddress = closed?.UpstreamAddress?.ToString(),
    };

    /// <summary>What was decided, as the live log has it.</summary>
    public ConnectionDecision ToDecision() => new()
    {
        Id = Id,
        Time = new DateTimeOffset(Time, TimeSpan.Zero),
        Node = Node,
        Listener = Listener,
        Verdict = Verdict,
        Reason = Reason,
        Detail = Detail,
        Peer = AddressKey.Parse(Peer) ?? default,
        Source = AddressKey.Parse(Source),
        Destination = AddressKey.Parse(Destination),
        LinkKind = LinkKind,
        LinkId = Link(Cloud, LinkId),
        LinkTlv = LinkTlv,
        FirstBytes = FirstBytes,
        NestedLinkId = Link(NestedCloud, NestedLinkId),
        ServerName = ServerName,
        Host = Host,
        Alpn = Alpn,
        TlsVersions = TlsVersions,
        EchOffered = EchOffered,
        PolicyRevision = PolicyRevision,
        ResourceId = ResourceId,
        TenantId = TenantId,
        Upstream = Upstream,
        HeaderDuration = Duration(HeaderMicroseconds),
        HelloDuration = Duration(HelloMicroseconds),
    };

    /// <summary>How it ended, as the live log has it; null when nobody knows.</summary>
    public ConnectionClosed? ToClosed(ConnectionDecision decision) => CloseReason is not { } reason ? null
        : new(decision, reason, BytesFromClient ?? 0, BytesFromUpstream ?? 0, Duration(ConnectMicroseconds), Duration(DurationMicroseconds) ?? default)
        {
            UpstreamAddress = AddressKey.Parse(UpstreamAddress),
        };

    private static LinkId? Link(CloudProvider? cloud, string? text) =>
        cloud is { } of && Protocol.Links.LinkId.TryParse(of, text, out var linkId) ? linkId : null;

    private static long? Microseconds(TimeSpan? duration) => duration is { } span ? span.Ticks / TimeSpan.TicksPerMicrosecond : null;

    private static TimeSpan? Duration(long? microseconds) => microseconds is { } count ? TimeSpan.FromMicroseconds(count) : null;
}
