using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Decisions;

/// <summary>
/// What was decided about one connection, with everything that was learnt before a failure. Immutable. Text that came from the
/// wire is already escaped and bounded; it is still a stranger's text.
/// </summary>
public sealed record ConnectionDecision
{
    /// <summary>How many of a refused connection's first bytes are kept at most: several times the largest header that a cloud sends.</summary>
    public const int MostFirstBytes = 512;

    private readonly WireBytes _linkTlv, _firstBytes;

    /// <summary>Sortable by time across nodes; see <see cref="ConnectionIds"/>.</summary>
    public required long Id { get; init; }

    /// <summary>When the connection was accepted, UTC.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The engine that decided.</summary>
    public required string Node { get; init; }

    /// <summary>The listener it came in through.</summary>
    public required string Listener { get; init; }

    /// <summary>What was decided.</summary>
    public required Verdict Verdict { get; init; }

    /// <summary>Why.</summary>
    public required Reason Reason { get; init; }

    /// <summary>A note beside the reason: what the bytes looked like, which rule of a format was broken. Null when there is none.</summary>
    public string? Detail { get; init; }

    /// <summary>The other side of the socket: the cloud's load balancer, or the client on a public listener.</summary>
    public required NetworkAddress Peer { get; init; }

    /// <summary>The client's address from the PROXY header; null without a header or addresses in it.</summary>
    public NetworkAddress? Source { get; init; }

    /// <summary>The destination from the PROXY header: for AWS and GCP the private endpoint's address in the customer's network.</summary>
    public NetworkAddress? Destination { get; init; }

    /// <summary>Whether the header carried a link ID, none, a broken one or several.</summary>
    public LinkIdentityKind LinkKind { get; init; }

    /// <summary>The link ID when there was exactly one.</summary>
    public LinkId? LinkId { get; init; }

    /// <summary>The link TLV as it came, type and length included, in lower-case hex; null when there was none.</summary>
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
    /// Of a connection that was denied, or would have been: the PROXY header, and behind it what broke a rule, as they came, in lower-case hex;
    /// at most <see cref="MostFirstBytes"/>, and 16 of what is neither header nor TLS. Null when nothing came, and for all others.
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

    /// <summary>About what <see cref="LinkTlv"/> and <see cref="FirstBytes"/> take in memory.</summary>
    public int WireBytesSize => _linkTlv.Size + _firstBytes.Size;

    /// <summary>The link ID of a second header behind the first (a forged one); null when there was none.</summary>
    public LinkId? NestedLinkId { get; init; }

    /// <summary>The server name as sent, with everything but printable ASCII escaped.</summary>
    public string? ServerName { get; init; }

    /// <summary>The normalised server name; null when there was none or it cannot be a host name.</summary>
    public string? Host { get; init; }

    /// <summary>The protocols offered by ALPN, separated by commas.</summary>
    public string? Alpn { get; init; }

    /// <summary>The TLS versions offered, separated by commas, GREASE left out.</summary>
    public string? TlsVersions { get; init; }

    /// <summary>Whether the hello carried an encrypted_client_hello extension (RFC 9849); often only GREASE.</summary>
    public bool EchOffered { get; init; }

    /// <summary>The policy snapshot that was asked; 0 when none was.</summary>
    public long PolicyRevision { get; init; }

    /// <summary>The resource the name belongs to; null for unknown names and before a name was known.</summary>
    public Guid? ResourceId { get; init; }

    /// <summary>The tenant that owns the resource.</summary>
    public Guid? TenantId { get; init; }

    /// <summary>The name of the upstream behind the resource; null when the connection is not relayed.</summary>
    public string? Upstream { get; init; }

    /// <summary>From accept to the end of the PROXY header.</summary>
    public TimeSpan? HeaderDuration { get; init; }

    /// <summary>From the end of the header to the end of the ClientHello.</summary>
    public TimeSpan? HelloDuration { get; init; }
}
