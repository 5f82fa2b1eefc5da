using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One connection: the decision about it and, once known, how it ended. Rows arrive by the thousand and are never edited. So they bypass the change
/// tracker (<see cref="ConnectionLog.Records.RecordTable"/>). They reference no other table, because a connection outlives its resource.
/// <see cref="ConnectionLog.Columns.ConnectionColumns"/> declares what each property holds. Their order is that of the journal on disk.
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

    /// <summary>The length of a text whose configuration sets no other.</summary>
    public const int TextLength = 255;

    /// <summary>Sorts by time. The history also uses it as the key for paging (<see cref="Engine.Decisions.ConnectionIds"/>).</summary>
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

    /// <summary>The client, from the header or the socket, in a form that sorts like addresses. A network is therefore a range of keys.</summary>
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
}
