using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Decisions;

/// <summary>How a connection ended. Exactly one follows every <see cref="ConnectionDecision"/>.</summary>
/// <param name="Decision">The decision on it.</param>
/// <param name="Reason">How it ended.</param>
/// <param name="BytesFromClient">Payload bytes received from the client, including the ClientHello but not the PROXY header.</param>
/// <param name="BytesFromUpstream">Payload bytes received from the upstream.</param>
/// <param name="ConnectDuration">How long connecting to the upstream took; null if not attempted.</param>
/// <param name="Duration">From accept to close.</param>
public sealed record ConnectionClosed(
    ConnectionDecision Decision,
    CloseReason Reason,
    long BytesFromClient,
    long BytesFromUpstream,
    TimeSpan? ConnectDuration,
    TimeSpan Duration)
{
    /// <summary>The upstream address that was connected; null if none.</summary>
    public NetworkAddress? UpstreamAddress { get; init; }
}
