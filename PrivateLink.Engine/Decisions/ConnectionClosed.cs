using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Decisions;

/// <summary>How a connection ended. Exactly one follows every <see cref="ConnectionDecision"/>.</summary>
/// <param name="Decision">What was decided about it.</param>
/// <param name="Reason">How it ended.</param>
/// <param name="BytesFromClient">Payload bytes received from the client, the ClientHello included, the PROXY header not.</param>
/// <param name="BytesFromUpstream">Payload bytes received from the upstream.</param>
/// <param name="ConnectDuration">How long connecting to the upstream took; null when it was not tried.</param>
/// <param name="Duration">From accept to close.</param>
public sealed record ConnectionClosed(
    ConnectionDecision Decision,
    CloseReason Reason,
    long BytesFromClient,
    long BytesFromUpstream,
    TimeSpan? ConnectDuration,
    TimeSpan Duration)
{
    /// <summary>The upstream address that was connected to; null when none was.</summary>
    public NetworkAddress? UpstreamAddress { get; init; }
}
