using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// A connection as one viewer may see it. Making one needs a <see cref="LinkSight"/>, so no page can forget to hide something. Values that a tenant
/// may not see are null. <see cref="ConnectionColumns"/> says which fields those are; docs/permissions.md says why. Immutable.
/// </summary>
public sealed class ConnectionView : IEquatable<ConnectionView>
{
    /// <summary>The most first bytes kept of a refused connection.</summary>
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

    /// <summary>The verdict, or <c>Failed</c> for a connection that was allowed but not delivered.</summary>
    public Outcome Outcome => Failure is null ? Outcomes.Of(Verdict, ending: null) : Outcome.Failed;

    /// <summary>How it failed; null if it did not.</summary>
    public EndingRow? Failure => Entry.Closed is { } closed && closed.IsFailure() ? ReasonTable.Describe(closed.Reason) : null;

    /// <summary>The most useful description: how it failed, or else the reason for the decision.</summary>
    public ReasonDescription Description => Failure ?? (ReasonDescription)ReasonTable.Describe(Reason);

    public Reason Reason => ConnectionColumns.Reason.Of(this);

    public string? Detail => ConnectionColumns.Detail.Of(this);

    /// <summary>The peer of the socket. Behind a load balancer that is the company's network; without one, it is the <see cref="Client"/>.</summary>
    public NetworkAddress? Peer => ConnectionColumns.Peer.Of(this);

    /// <summary>The client's address from the PROXY header; null without a header, or if the header has no addresses.</summary>
    public NetworkAddress? Source => ConnectionColumns.Source.Of(this);

    /// <summary>The client's address: from the PROXY header, or else the peer of a socket without a load balancer.</summary>
    public NetworkAddress? Client => ConnectionColumns.Client.Of(this);

    /// <summary>
    /// The destination from the PROXY header. With the viewer's own link, it is the viewer's private endpoint. With a stranger's link, it is in the
    /// stranger's network. Without a link, it is the company's load balancer.
    /// </summary>
    public NetworkAddress? Destination => ConnectionColumns.Destination.Of(this);

    /// <summary>Whether the header had one link ID, none, a malformed one or several.</summary>
    public LinkIdentityKind LinkKind => ConnectionColumns.LinkKind.Of(this);

    /// <summary>The link ID, if there was exactly one and the viewer may know it.</summary>
    public LinkId? LinkId => ConnectionColumns.LinkId.Of(this);

    /// <summary>The text for a link ID that the viewer may not know; null if none is hidden.</summary>
    public string? HiddenLink { get; }

    /// <summary>The text shown instead of a link ID: hidden, malformed, several, or none.</summary>
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

    /// <summary>Whether it was allowed. It may still be open, or may have failed.</summary>
    public bool IsRelayed => Decision.IsRelayed();

    /// <summary>The name of the upstream, which only the company sees.</summary>
    public string? Upstream => ConnectionColumns.Upstream.Of(this);

    public TimeSpan? HeaderDuration => ConnectionColumns.HeaderDuration.Of(this);

    public TimeSpan? HelloDuration => ConnectionColumns.HelloDuration.Of(this);

    /// <summary>How it ended; null while it is open.</summary>
    public ConnectionEnding? Closed => Entry.Closed is { } closed
        ? new(closed.Reason, closed.BytesFromClient, closed.BytesFromUpstream, closed.ConnectDuration, closed.Duration)
        : null;

    /// <summary>Its position among the decisions of this process, for all tenants together. Use it as a key; do not show it.</summary>
    internal long Sequence => Entry.Sequence;

    /// <summary>The original entry, for services that query it; pages must not know its type.</summary>
    internal ConnectionEntry Entry { get; }

    private ConnectionDecision Decision => Entry.Decision;

    /// <summary>Whether the viewer may see the value of a column for this connection.</summary>
    internal bool Sees(ConnectionColumn column) => _isCompanys || column.TenantSees == TenantSight.Everything || (IsTenants(column.TenantSees) && column.HiddenWhere?.Invoke(Decision) != true);

    private bool IsTenants(TenantSight sight) => sight switch
    {
        TenantSight.OwnLinks => _knowsLink && Decision.LinkId is not null,
        TenantSight.Clients => Decision.Source is not null || Decision.HeaderDuration is null,
        _ => false,
    };

    /// <summary>Equal if a page need not redraw it: the same connection in the same state, with the same fields visible.</summary>
    public bool Equals(ConnectionView? other) =>
        other is not null && ReferenceEquals(Entry, other.Entry) && _isCompanys == other._isCompanys && _knowsLink == other._knowsLink && HiddenLink == other.HiddenLink;

    public override bool Equals(object? obj) => Equals(obj as ConnectionView);

    public override int GetHashCode() => HashCode.Combine(Entry.Sequence, _isCompanys, _knowsLink);
}

/// <summary>How a connection ended, as one viewer may see it.</summary>
/// <param name="Reason">How it ended.</param>
/// <param name="BytesFromClient">Payload bytes received from the client, the ClientHello included, the PROXY header not.</param>
/// <param name="BytesFromUpstream">Payload bytes received from the upstream.</param>
/// <param name="ConnectDuration">How long the connect to the upstream took; null if there was no attempt.</param>
/// <param name="Duration">From accept to close.</param>
public readonly record struct ConnectionEnding(
    CloseReason Reason, long BytesFromClient, long BytesFromUpstream, TimeSpan? ConnectDuration, TimeSpan Duration);
