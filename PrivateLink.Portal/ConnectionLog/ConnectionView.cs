using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// A connection as one viewer may see it. It cannot be made without a <see cref="LinkSight"/>, so that no page can forget to hide
/// something: what a tenant may not see is null here. docs/permissions.md says which fields those are, and why. Immutable.
/// </summary>
public sealed class ConnectionView : IEquatable<ConnectionView>
{
    /// <summary>How many of a refused connection's first bytes are kept at most.</summary>
    public const int MostFirstBytes = ConnectionDecision.MostFirstBytes;

    private readonly bool _isCompanys;
    private readonly bool _knowsLink;
    private readonly bool _mayReadBytes;

    internal ConnectionView(ConnectionEntry entry, LinkSight sight)
    {
        Entry = entry;
        _isCompanys = sight.SeesEverything;
        _knowsLink = sight.Knows(entry.Decision);
        _mayReadBytes = sight.MayReadBytes(entry.Decision);
        HiddenLink = _knowsLink ? null : sight.WordsFor(entry.Decision.LinkId);
    }

    public long Id => Decision.Id;

    public DateTimeOffset Time => Decision.Time;

    /// <summary>The engine that decided: the company's.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? Node => _isCompanys ? Decision.Node : null;

    public string Listener => Decision.Listener;

    public Verdict Verdict => Decision.Verdict;

    public Reason Reason => Decision.Reason;

    public string? Detail => Decision.Detail;

    /// <summary>The other side of the socket. Behind a load balancer that is the company's network; where there is none, it is the <see cref="Client"/>.</summary>
    [TenantSees(TenantSight.Nothing)]
    public NetworkAddress? Peer => _isCompanys ? Decision.Peer : null;

    /// <summary>The client's address from the PROXY header; null without a header or addresses in it.</summary>
    public NetworkAddress? Source => Decision.Source;

    /// <summary>Where the client is: from the PROXY header, else the other side of a socket that no load balancer stands in front of.</summary>
    [TenantSees(TenantSight.Clients)]
    public NetworkAddress? Client => Decision.Source ?? (_isCompanys || Decision.HeaderDuration is null ? Decision.Peer : null);

    /// <summary>
    /// The destination from the PROXY header. With the viewer's own link that is its private endpoint; with a stranger's it lies in a stranger's
    /// network, and without one it is the company's load balancer.
    /// </summary>
    [TenantSees(TenantSight.OwnLinks)]
    public NetworkAddress? Destination => _isCompanys || (_knowsLink && Decision.LinkId is not null) ? Decision.Destination : null;

    /// <summary>Whether the header carried a link ID, none, a broken one or several.</summary>
    public LinkIdentityKind LinkKind => Decision.LinkKind;

    /// <summary>The link ID when there was exactly one, and the viewer may know it.</summary>
    [TenantSees(TenantSight.OwnLinks)]
    public LinkId? LinkId => _knowsLink ? Decision.LinkId : null;

    /// <summary>What stands for a link ID that the viewer may not know; null when none is hidden.</summary>
    public string? HiddenLink { get; }

    [TenantSees(TenantSight.OwnLinks)]
    public string? LinkTlv => _knowsLink ? Decision.LinkTlv : null;

    /// <summary>Bytes tell everything that is in them: those of a header are shown where its one link is the viewer's.</summary>
    [TenantSees(TenantSight.OwnLinks)]
    public string? FirstBytes => _mayReadBytes ? Decision.FirstBytes : null;

    [TenantSees(TenantSight.Nothing)]
    public LinkId? NestedLinkId => _isCompanys ? Decision.NestedLinkId : null;

    public string? ServerName => Decision.ServerName;

    public string? Host => Decision.Host;

    public string? Alpn => Decision.Alpn;

    public string? TlsVersions => Decision.TlsVersions;

    public bool EchOffered => Decision.EchOffered;

    public long PolicyRevision => Decision.PolicyRevision;

    public Guid? ResourceId => Decision.ResourceId;

    public Guid? TenantId => Decision.TenantId;

    /// <summary>Whether it was let in. That it is open or was delivered is another question.</summary>
    public bool IsRelayed => Decision.Upstream is not null;

    /// <summary>The name of the upstream: the company's.</summary>
    [TenantSees(TenantSight.Nothing)]
    public string? Upstream => _isCompanys ? Decision.Upstream : null;

    public TimeSpan? HeaderDuration => Decision.HeaderDuration;

    public TimeSpan? HelloDuration => Decision.HelloDuration;

    /// <summary>How it ended; null while it is open.</summary>
    public ConnectionEnding? Closed => Entry.Closed is { } closed
        ? new(closed.Reason, closed.BytesFromClient, closed.BytesFromUpstream, closed.ConnectDuration, closed.Duration, _isCompanys ? closed.UpstreamAddress : null)
        : null;

    /// <summary>Its place among the decisions of this process, of all tenants together: for keys, not for showing.</summary>
    internal long Sequence => Entry.Sequence;

    /// <summary>The connection as it was, for services that ask about it; pages must not know its type.</summary>
    internal ConnectionEntry Entry { get; }

    private ConnectionDecision Decision => Entry.Decision;

    /// <summary>The same connection at the same moment, and the same shown of it: a page need not draw it again.</summary>
    public bool Equals(ConnectionView? other) =>
        other is not null && ReferenceEquals(Entry, other.Entry) && _isCompanys == other._isCompanys && _knowsLink == other._knowsLink && HiddenLink == other.HiddenLink;

    public override bool Equals(object? obj) => Equals(obj as ConnectionView);

    public override int GetHashCode() => HashCode.Combine(Entry.Sequence, _isCompanys, _knowsLink);
}

/// <summary>How a connection ended, as one viewer may see it.</summary>
/// <param name="Reason">How it ended.</param>
/// <param name="BytesFromClient">Payload bytes received from the client, the ClientHello included, the PROXY header not.</param>
/// <param name="BytesFromUpstream">Payload bytes received from the upstream.</param>
/// <param name="ConnectDuration">How long connecting to the upstream took; null when it was not tried.</param>
/// <param name="Duration">From accept to close.</param>
/// <param name="UpstreamAddress">The upstream address that was connected to: the company's.</param>
public readonly record struct ConnectionEnding(
    CloseReason Reason, long BytesFromClient, long BytesFromUpstream, TimeSpan? ConnectDuration, TimeSpan Duration,
    [property: TenantSees(TenantSight.Nothing)] NetworkAddress? UpstreamAddress);
