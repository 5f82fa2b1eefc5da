using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Transport;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>What is known about one connection while its story is told, and how it turns into records.</summary>
/// <remarks>Written by the story alone; <see cref="EndIfDeniedBy"/> and what it reads may be used from any thread.</remarks>
internal sealed class ConnectionStory(long id, string node, TransportConnection connection, ListenerTerms terms, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly DateTimeOffset _time = time.GetUtcNow();
    private volatile ConnectionDecision? _record;
    private Prelude? _prelude = new();

    public long Id { get; } = id;

    public TransportConnection Connection { get; } = connection;

    /// <summary>What the first bytes said; until they are forgotten.</summary>
    public Prelude Prelude => _prelude ?? throw new InvalidOperationException("The first bytes are forgotten once a relay begins.");

    /// <summary>The snapshot that was asked; null before the policy is asked, and before there is one.</summary>
    public PolicySnapshot? Snapshot { get; set; }

    /// <summary>What it holds of the ceilings. Changed by the limiter, and by the waiting room while the story waits there.</summary>
    public HeldPlaces Places { get; set; }

    /// <summary>The resource whose quota holds a place for this connection.</summary>
    public Guid? QuotaOf { get; set; }

    /// <summary>The upstream address that holds a place for this connection.</summary>
    public AddressHealth? Upstream { get; set; }

    public TimeSpan? ConnectDuration { get; set; }

    /// <summary>Set once, when the verdict is known.</summary>
    public ConnectionDecision? Record => _record;

    /// <summary>The resource it is relayed to, or a key that no resource has.</summary>
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

    /// <summary>What the policy says about the facts of this connection.</summary>
    public AccessDecision Evaluate(PolicySnapshot? snapshot) =>
        AccessPolicy.Evaluate(snapshot, new(_record is { } record ? record.Host : Prelude.Host, Identity, terms.Policy));

    /// <summary>The record says all that is still needed of the first bytes: long relays need not keep both.</summary>
    public void ForgetPrelude() => _prelude = null;

    /// <summary>Ends a relayed connection that another policy would deny.</summary>
    /// <returns>Whether it was ended now.</returns>
    public bool EndIfDeniedBy(PolicySnapshot? snapshot)
    {
        if (_record is not { Verdict: Verdict.Allowed or Verdict.Audited } || Connection.Aborted is not null || Evaluate(snapshot).IsRelayed) return false;
        Connection.Abort(CloseReason.PolicyRevoked);
        return true;
    }

    /// <summary>The header that a backend gets which wants to know where its connections come from; null when it would be too long.</summary>
    public byte[]? UpstreamHeader() => Forwarding.UpstreamHeader.Write(
        Prelude.Source ?? Connection.Peer, Prelude.Destination ?? Connection.Local, Prelude.Host!, Prelude.Identity, Prelude.LinkTlv);

    private TimeSpan? Between(long from, long? to) => to is { } end ? time.GetElapsedTime(from, end) : null;
}
