using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// A connection as one viewer may see it. It cannot be made without a <see cref="LinkSight"/>, so that no page can forget to hide
/// something: what a tenant may not see is null here. <see cref="ConnectionColumns"/> says which fields those are, docs/permissions.md why. Immutable.
/// </summary>
public sealed class ConnectionView : IEquatable<ConnectionView>
{
    /// <summary>How many of a refused connection's first bytes are kept at most.</summary>
    public const int MostFirstBytes = ConnectionDecision.MostFirstBytes;

    private readonly bool _isCompanys;
    private readonly bool _knowsLink;

    internal ConnectionView(ConnectionEntry entry, LinkSight sight)
    {
        Entry = entry;
        _isCompanys = sight.SeesEverything;
        _knowsLink = sight.Knows(entry.Decision);
        HiddenLink = _knowsLink ? null : sight.WordsFor(entry.Decision.LinkId);
    }

    public long Id => ConnectionColumns.Id.Of(this);

    public DateTimeOffset Time => ConnectionColumns.Time.Of(this);

    public string Listener => ConnectionColumns.Listener.Of(this)!;

    public Verdict Verdict => ConnectionColumns.Verdict.Of(this);

    /// <summary>The verdict, and of what was let in whether it was delivered.</summary>
    public Outcome Outcome => Failure is null ? Outcomes.Of(Verdict, ending: null) : Outcome.Failed;

    /// <summary>How it failed; null where it did not.</summary>
    public EndingRow? Failure => Entry.Closed is { } closed && closed.IsFailure() ? ReasonTable.Describe(closed.Reason) : null;

    /// <summary>What says most about it: how it failed, otherwise why it was decided as it was.</summary>
    public ReasonDescription Description => Failure ?? (ReasonDescription)ReasonTable.Describe(Reason);

    public Reason Reason => ConnectionColumns.Reason.Of(this);

    public string? Detail => ConnectionColumns.Detail.Of(this);

    /// <summary>The other side of the socket. Behind a load balancer that is the company's network; where there is none, it is the <see cref="Client"/>.</summary>
    public NetworkAddress? Peer => ConnectionColumns.Peer.Of(this);

    /// <summary>The client's address from the PROXY header; null without a header or addresses in it.</summary>
    public NetworkAddress? Source => ConnectionColumns.Source.Of(this);

    /// <summary>Where the client is: from the PROXY header, else the other side of a socket that no load balancer stands in front of.</summary>
    public NetworkAddress? Client => ConnectionColumns.Client.Of(this);

    /// <summary>
    /// The destination from the PROXY header. With the viewer's own link that is its private endpoint; with a stranger's it lies in a stranger's
    /// network, and without one it is the company's load balancer.
    /// </summary>
    public NetworkAddress? Destination => ConnectionColumns.Destination.Of(this);

    /// <summary>Whether the header carried a link ID, none, a broken one or several.</summary>
    public LinkIdentityKind LinkKind => ConnectionColumns.LinkKind.Of(this);

    /// <summary>The link ID when there was exactly one, and the viewer may know it.</summary>
    public LinkId? LinkId => ConnectionColumns.LinkId.Of(this);

    /// <summary>What stands for a link ID that the viewer may not know; null when none is hidden.</summary>
    public string? HiddenLink { get; }

    /// <summary>In place of a link ID that is not shown: hidden, broken, several, or none.</summary>
    public string WithoutLink => HiddenLink ?? LinkKind switch
    {
        LinkIdentityKind.Malformed => "broken",
        LinkIdentityKind.Ambiguous => "several",
        LinkIdentityKind.One => "not shown",
        _ => "none",
    };

    public string? LinkTlv => ConnectionColumns.LinkTlv.Of(this);

    public string? FirstBytes => ConnectionColumns.FirstBytes.Of(this);

    public LinkId? NestedLinkId => ConnectionColumns.NestedLinkId.Of(this);

    public string? ServerName => ConnectionColumns.ServerName.Of(this);

    public string? Host => ConnectionColumns.Host.Of(this);

    public long PolicyRevision => ConnectionColumns.PolicyRevision.Of(this);

    public Guid? ResourceId => ConnectionColumns.ResourceId.Of(this);

    public Guid? TenantId => ConnectionColumns.TenantId.Of(this);

    /// <summary>Whether it was let in. That it is open or was delivered is another question.</summary>
    public bool IsRelayed => Decision.IsRelayed();

    /// <summary>The name of the upstream: the company's.</summary>
    public string? Upstream => ConnectionColumns.Upstream.Of(this);

    public TimeSpan? HeaderDuration => ConnectionColumns.HeaderDuration.Of(this);

    public TimeSpan? HelloDuration => ConnectionColumns.HelloDuration.Of(this);

    /// <summary>How it ended; null while it is open.</summary>
    public ConnectionEnding? Closed => Entry.Closed is { } closed
        ? new(closed.Reason, closed.BytesFromClient, closed.BytesFromUpstream, closed.ConnectDuration, closed.Duration)
        : null;

    /// <summary>Its place among the decisions of this process, of all tenants together: for keys, not for showing.</summary>
    internal long Sequence => Entry.Sequence;

    /// <summary>The connection as it was, for services that ask about it; pages must not know its type.</summary>
    internal ConnectionEntry Entry { get; }

    private ConnectionDecision Decision => Entry.Decision;

    /// <summary>Whether the viewer may see what a column holds of this connection.</summary>
    internal bool Sees(ConnectionColumn column) => _isCompanys || column.TenantSees == TenantSight.Everything || (IsTenants(column.TenantSees) && column.HiddenWhere?.Invoke(Decision) != true);

    private bool IsTenants(TenantSight sight) => sight switch
    {
        TenantSight.OwnLinks => _knowsLink && Decision.LinkId is not null,
        TenantSight.Clients => Decision.Source is not null || Decision.HeaderDuration is null,
        _ => false,
    };

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
public readonly record struct ConnectionEnding(
    CloseReason Reason, long BytesFromClient, long BytesFromUpstream, TimeSpan? ConnectDuration, TimeSpan Duration);
