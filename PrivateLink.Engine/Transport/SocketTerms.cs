namespace PrivateLink.Engine.Transport;

/// <summary>
/// TCP settings of both transports. Keep-alive stays below the balancers' idle timeouts, after which they drop a connection without notice: AWS 350
/// s, Azure 240 s.
/// </summary>
internal static class SocketTerms
{
    public const int KeepAliveIdleSeconds = 60;
    public const int KeepAliveIntervalSeconds = 10;
    public const int KeepAliveProbes = 6;

    /// <summary>The number of connections that may wait to be accepted.</summary>
    public const int Backlog = 4096;

    /// <summary>The most bytes a denied client may still send before it is cut off.</summary>
    public const int MaximumDrain = 64 * 1024;

    /// <summary>The pause in accepting after descriptors run out: long enough not to spin, too short to notice.</summary>
    public static readonly TimeSpan PauseWhenExhausted = TimeSpan.FromMilliseconds(50);
}
