using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Decisions;

/// <summary>
/// The decision on one connection, with everything read before a failure. Immutable. Text from the wire is already escaped and bounded, but still
/// untrusted.
/// </summary>
public sealed record ConnectionDecision
{
    /// <summary>The most bytes kept of a refused connection: several times the largest header that a cloud sends.</summary>
    public const int MostFirstBytes = 512;

    private readonly WireBytes _linkTlv, _firstBytes;

    /// <summary>Sortable by time across nodes; see <see cref="ConnectionIds"/>.</summary>
    public required long Id { get; init; }

    /// <summary>When the connection was accepted, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The name of the engine that decided.</summary>
    public required string Node { get; init; }

    /// <summary>The name of the listener that accepted it.</summary>
    public required string Listener { get; init; }

    /// <summary>The verdict.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>The reason for the verdict.</summary>
    public required Reason Reason { get; init; }

    /// <summary>A note beside the reason, such as what the bytes looked like or which rule was broken. Null if there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>The other side of the socket: the cloud's load balancer, or the client on a public listener.</summary>
    public required NetworkAddress Peer { get; init; }

    /// <summary>The client's address from the PROXY header; null without a header or addresses in it.</summary>
    public NetworkAddress? Source { get; init; }

    /// <summary>The destination from the PROXY header: for AWS and GCP the private endpoint's address in the customer's network.</summary>
    public NetworkAddress? Destination { get; init; }

    /// <summary>Whether the header carried a link ID, none, a broken one or several.</summary>
    public LinkIdentityKind LinkKind { get; init; }

    /// <summary>The link ID, if there was exactly one.</summary>
    public LinkId? LinkId { get; init; }

    /// <summary>The link TLV exactly as sent, type and length included, in lower-case hex; null if there was none.</summary>
    public string? LinkTlv
    {
        get => _linkTlv.Hex;
        init => _linkTlv = new(value);
    }

    internal byte[]? LinkTlvBytes
    {
        init => _linkTlv = new(value);
    }

    /// <summary>
    /// For a denied or audited connection: the PROXY header and the bytes after it that broke a rule, in lower-case hex. At most
    /// <see cref="MostFirstBytes"/> bytes, and at most 16 of data that is neither header nor TLS. Null if nothing arrived, and for other connections.
    /// </summary>
    public string? FirstBytes
    {
        get => _firstBytes.Hex;
        init => _firstBytes = new(value);
    }

    internal byte[]? FirstBytesKept
    {
        init => _firstBytes = new(value);
    }

    /// <summary>The approximate memory of <see cref="LinkTlv"/> and <see cref="FirstBytes"/>, in bytes.</summary>
    public int WireBytesSize => _linkTlv.Size + _firstBytes.Size;

    /// <summary>The link ID of a second header after the first (a forged one); null if there was none.</summary>
    public LinkId? NestedLinkId { get; init; }

    /// <summary>The server name as sent, with everything but printable ASCII escaped.</summary>
    public string? ServerName { get; init; }

    /// <summary>The normalised server name; null if there was none or it is not a valid host name.</summary>
    public string? Host { get; init; }

    /// <summary>The protocols offered by ALPN, separated by commas.</summary>
    public string? Alpn { get; init; }

    /// <summary>The TLS versions offered, separated by commas, without GREASE.</summary>
    public string? TlsVersions { get; init; }

    /// <summary>Whether the hello carried an encrypted_client_hello extension (RFC 9849); often only GREASE.</summary>
    public bool EchOffered { get; init; }

    /// <summary>The revision of the policy that decided; 0 if none did.</summary>
    public long PolicyRevision { get; init; }

    /// <summary>The resource that has the name; null for an unknown name, or if no name was read.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>The tenant that owns the resource.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The name of the resource's upstream; null if the connection was not relayed.</summary>
    public string? Upstream { get; init; }

    /// <summary>From accept to the end of the PROXY header.</summary>
    public TimeSpan? HeaderDuration { get; init; }

    /// <summary>From the end of the header to the end of the ClientHello.</summary>
    public TimeSpan? HelloDuration { get; init; }
}
