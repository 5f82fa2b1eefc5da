using System.Net;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.ProxyProtocol;

namespace PrivateLink.Tests.Support;

/// <summary>Decisions as the engine would report them, with only what a test is about.</summary>
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

    public static ConnectionClosed Closed(ConnectionDecision decision) =>
        new(decision, CloseReason.ClosedClient, BytesFromClient: 1, BytesFromUpstream: 2, ConnectDuration: null, Duration: TimeSpan.FromSeconds(1));
}
