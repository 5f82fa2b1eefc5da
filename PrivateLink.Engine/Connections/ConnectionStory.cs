using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>The state of one connection while it is handled, and the records made from it.</summary>
/// <remarks>Only the connection's own handler writes to it. <see cref="EndIfDeniedBy"/>, and what it reads, may be used from any thread.</remarks>
internal sealed class ConnectionStory(long id, string node, TransportConnection connection, ListenerTerms terms, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly DateTimeOffset _time = time.GetUtcNow();
    private volatile ConnectionDecision? _record;
    private Prelude? _prelude = new();

    public long Id { get; } = id;

    public TransportConnection Connection { get; } = connection;

    /// <summary>What the first bytes said, until <see cref="ForgetPrelude"/>.</summary>
    public Prelude Prelude => _prelude ?? throw new InvalidOperationException("The first bytes are released once a relay begins.");

    /// <summary>The snapshot used for the decision; null before the decision, and if there was no policy.</summary>
    public PolicySnapshot? Snapshot { get; set; }

    /// <summary>The places it holds under the limits. Changed by the limiter, and by the waiting room while the connection waits there.</summary>
    public HeldPlaces Places { get; set; }

    /// <summary>The resource in whose quota this connection has a place.</summary>
    public Guid? QuotaOf { get; set; }

    /// <summary>The upstream address at which this connection has a place.</summary>
    public AddressHealth? Upstream { get; set; }

    public TimeSpan? ConnectDuration { get; set; }

    /// <summary>Set once, when the verdict is known.</summary>
    public ConnectionDecision? Record => _record;

    /// <summary>The resource of the host that was asked for; the empty key if there is none.</summary>
    public Guid ResourceId => _record?.ResourceId ?? Guid.Empty;

    /// <summary>The one link ID of the client's header.</summary>
    public LinkId? LinkId => Identity.Kind == LinkIdentityKind.One ? Identity.LinkId : null;

    private LinkIdentity Identity => _record is { } record ? LinkIdentity.Of(record.LinkKind, record.LinkId) : Prelude.Identity;

    public ConnectionDecision Decide(AccessDecision decision) => _record = new()
    {
        Id = Id,
        Time = _time,
        Node = node,
        Listener = terms.Policy.Name,
        Verdict = decision.Verdict,
        Reason = decision.Reason,
        Detail = decision.Detail,
        Peer = Connection.Peer,
        Source = Prelude.Source,
        Destination = Prelude.Destination,
        LinkKind = Prelude.Identity.Kind,
        LinkId = LinkId,
        LinkTlvBytes = Prelude.LinkTlv,
        FirstBytesKept = decision.Reason == Reason.InternalError ? null : KeptBytes.Of(decision.Verdict, Prelude, Connection.Received),
        NestedLinkId = Prelude.NestedLinkId,
        ServerName = Prelude.ServerName,
        Host = Prelude.Host,
        Alpn = Prelude.Alpn,
        TlsVersions = Prelude.TlsVersions,
        EchOffered = Prelude.EchOffered,
        PolicyRevision = Snapshot?.Revision ?? 0,
        ResourceId = decision.Resource?.ResourceId,
        TenantId = decision.Resource?.TenantId,
        Upstream = decision.IsRelayed ? decision.Resource?.Upstream.Name : null,
        HeaderDuration = Between(_startedAt, Prelude.HeaderCompleteAt),
        HelloDuration = Between(Prelude.HeaderCompleteAt ?? _startedAt, Prelude.HelloCompleteAt),
    };

    public ConnectionClosed Close(ConnectionDecision decision, CloseReason reason) => new(
        decision, reason, Connection.BytesFromClient, Connection.BytesFromUpstream, ConnectDuration, time.GetElapsedTime(_startedAt))
    {
        UpstreamAddress = Upstream is { } upstream ? NetworkAddress.From(upstream.Address) : null,
    };

    /// <summary>Evaluates a policy for this connection.</summary>
    public AccessDecision Evaluate(PolicySnapshot? snapshot) =>
        AccessPolicy.Evaluate(snapshot, new(_record is { } record ? record.Host : Prelude.Host, Identity, terms.Policy));

    /// <summary>Releases the first bytes during a long relay. The record has everything that is still needed.</summary>
    public void ForgetPrelude() => _prelude = null;

    /// <summary>Ends a relayed connection that the given policy denies.</summary>
    /// <returns>Whether this call ended it.</returns>
    public bool EndIfDeniedBy(PolicySnapshot? snapshot)
    {
        if (_record is not { Verdict: Verdict.Allowed or Verdict.Audited } || Connection.Aborted is not null || Evaluate(snapshot).IsRelayed) return false;
        Connection.Abort(CloseReason.PolicyRevoked);
        return true;
    }

    /// <summary>The PROXY header for upstreams that expect one; null if it would be too long.</summary>
    public byte[]? UpstreamHeader() => Forwarding.UpstreamHeader.Write(
        Prelude.Source ?? Connection.Peer, Prelude.Destination ?? Connection.Local, Prelude.Host!, Prelude.Identity, Prelude.LinkTlv);

    private TimeSpan? Between(long from, long? to) => to is { } end ? time.GetElapsedTime(from, end) : null;
}
