using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Tests.Support;

/// <summary>Decisions as the engine would report them, with only the fields a test needs.</summary>
internal static class TestDecision
{
    public static ConnectionDecision Of(long id, Verdict verdict = Verdict.Allowed, Guid? tenantId = null, string host = "megacorp.my-saas.io") => new()
    {
        Id = id,
        Time = DateTimeOffset.UnixEpoch,
        Node = "test",
        Listener = "aws",
        Verdict = verdict,
        Reason = verdict == Verdict.Allowed ? Reason.LinkMatched : Reason.LinkMismatch,
        Peer = NetworkAddress.From(new IPEndPoint(IPAddress.Loopback, 40_000)),
        ServerName = host,
        Host = host,
        TenantId = tenantId,
    };

    public static ConnectionClosed Closed(ConnectionDecision decision, CloseReason ending = CloseReason.ClosedClient) =>
        new(decision, ending, BytesFromClient: 1, BytesFromUpstream: 2, ConnectDuration: null, Duration: TimeSpan.FromSeconds(1));

    /// <summary>A decision with every field set.</summary>
    public static ConnectionDecision Complete(long id) => Of(id, tenantId: Guid.NewGuid()) with
    {
        Time = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567),
        Detail = "listed for another service",
        Source = Address("2001:db8::7", 51_234),
        Destination = Address("10.0.9.9", 443),
        LinkKind = LinkIdentityKind.One,
        LinkId = TestPolicy.GcpLink,
        LinkTlv = "e00008ffffffff00000002",
        FirstBytes = "0d0a0d0a000d0a515549540a2000000be00008ffffffff00000002",
        NestedLinkId = TestPolicy.AwsLink,
        ServerName = "MegaCorp.my-saas.io",
        Alpn = "h2,http/1.1",
        TlsVersions = "TLS 1.3,TLS 1.2",
        EchOffered = true,
        PolicyRevision = 7,
        ResourceId = Guid.NewGuid(),
        Upstream = "echo",
        HeaderDuration = TimeSpan.FromMicroseconds(68),
        HelloDuration = TimeSpan.FromMicroseconds(12),
    };

    public static ConnectionClosed CompleteClosed(ConnectionDecision decision) =>
        new(decision, CloseReason.ClosedBackend, BytesFromClient: 517, BytesFromUpstream: 5_000_000_000, TimeSpan.FromMicroseconds(310), TimeSpan.FromHours(3))
        {
            UpstreamAddress = Address("127.0.0.1", 7450),
        };

    public static NetworkAddress Address(string address, int port = 40_000) => NetworkAddress.From(new IPEndPoint(IPAddress.Parse(address), port));
}
