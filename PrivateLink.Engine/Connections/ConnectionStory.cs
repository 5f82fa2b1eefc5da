using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Listening;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.ProxyProtocol;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Connections;

/// <summary>What is known about one connection while its story is told, and how it turns into records. Owned by the story.</summary>
internal sealed class ConnectionStory(long id, string node, TransportConnection connection, ListenerTerms terms, TimeProvider time)
{
    private readonly long _startedAt = time.GetTimestamp();
    private readonly DateTimeOffset _time = time.GetUtcNow();

    public long Id { get; } = id;

    public Prelude Prelude { get; } = new();

    /// <summary>The snapshot that was asked; null before the policy is asked, and before there is one.</summary>
    public PolicySnapshot? Snapshot { get; set; }

    /// <summary>Whether the limiter holds a place for this connection.</summary>
    public bool Admitted { get; set; }

    /// <summary>Set once, when the verdict is recorded.</summary>
    public ConnectionDecision? Record { get; private set; }

    public TimeSpan? ConnectDuration { get; set; }

    public ConnectionDecision Decide(AccessDecision decision) => Record = new()
    {
        Id = Id,
        Time = _time,
        Node = node,
        Listener = terms.Policy.Name,
        Verdict = decision.Verdict,
        Reason = decision.Reason,
        Detail = decision.Detail,
        Peer = connection.Peer,
        Source = Prelude.Source,
        Destination = Prelude.Destination,
        LinkKind = Prelude.Identity.Kind,
        LinkId = Prelude.Identity.Kind == LinkIdentityKind.One ? Prelude.Identity.LinkId : null,
        LinkTlv = Prelude.LinkTlv,
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
        HeaderDuration = terms.ProxyProtocol == ProxyProtocolMode.Require ? Between(_startedAt, Prelude.HeaderCompleteAt) : null,
        HelloDuration = Between(Prelude.HeaderCompleteAt ?? _startedAt, Prelude.HelloCompleteAt),
    };

    public ConnectionClosed Close(ConnectionDecision decision, CloseReason reason) => new(
        decision, reason, connection.BytesFromClient, connection.BytesFromUpstream, ConnectDuration, time.GetElapsedTime(_startedAt));

    private TimeSpan? Between(long from, long? to) => to is { } end ? time.GetElapsedTime(from, end) : null;
}
