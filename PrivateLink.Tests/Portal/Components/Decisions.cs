using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Tests.Portal.Components;

/// <summary>Connections as the engine reports them. A test changes only what it needs.</summary>
internal static class Decisions
{
    public static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static long _lastId;

    public static ConnectionDecision Allowed() => new()
    {
        Id = Interlocked.Increment(ref _lastId),
        Time = Noon,
        Node = "node-1",
        Listener = "aws",
        Verdict = Verdict.Allowed,
        Reason = Reason.LinkMatched,
        Peer = Address("10.9.0.7", 41000),
        Source = Address("10.0.1.15", 51234),
        Destination = Address("10.0.9.9", 443),
        LinkKind = LinkIdentityKind.One,
        LinkId = LinkId.TryParse(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718", out var link) ? link : null,
        LinkTlv = "ea0017",
        ServerName = "megacorp.my-saas.io",
        Host = "megacorp.my-saas.io",
        PolicyRevision = 7,
        ResourceId = Guid.Parse("01900000-0000-7000-8000-000000000001"),
        TenantId = Guid.Parse("01900000-0000-7000-8000-0000000000aa"),
        Upstream = "echo",
        HeaderDuration = TimeSpan.FromMicroseconds(68),
        HelloDuration = TimeSpan.FromMicroseconds(12),
    };

    public static ConnectionDecision Denied(Reason reason = Reason.LinkMismatch) =>
        Allowed() with { Verdict = Verdict.Denied, Reason = reason, Upstream = null };

    public static ConnectionDecision HealthCheck() => Allowed() with
    {
        Verdict = Verdict.None,
        Reason = Reason.HealthCheck,
        LinkKind = LinkIdentityKind.Absent,
        LinkId = null,
        LinkTlv = null,
        ServerName = null,
        Host = null,
        ResourceId = null,
        TenantId = null,
        Upstream = null,
        PolicyRevision = 0,
        HelloDuration = null,
    };

    public static ConnectionClosed Closed(ConnectionDecision decision, CloseReason reason = CloseReason.ClosedClient) =>
        new(decision, reason, BytesFromClient: 600, BytesFromUpstream: 1_400, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4));

    public static ConnectionEntry Entry(ConnectionDecision decision, ConnectionClosed? closed = null) => new(decision.Id, decision, closed);

    /// <summary>The company's view of a connection.</summary>
    public static ConnectionView View(ConnectionDecision decision, ConnectionClosed? closed = null) => Entry(decision, closed).Whole;

    public static void Close(this LiveConnections log, params IEnumerable<ConnectionClosed> endings) =>
        log.Take([.. endings.Select(closed => new DecisionEvent(closed.Decision, closed))]);

    public static void Report(this LiveConnections log, params IEnumerable<ConnectionDecision> decisions) =>
        log.Take([.. decisions.Select(decision => new DecisionEvent(decision))]);

    private static NetworkAddress Address(string address, int port) => NetworkAddress.From(new IPEndPoint(IPAddress.Parse(address), port));
}
