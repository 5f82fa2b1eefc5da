namespace PrivateLink.Engine.Transport;

/// <summary>
/// What both transports ask of TCP. Keep-alive stays below the balancers' silence limits, which forget a connection without telling anybody: AWS
/// after 350 s, Azure after 240 s.
/// </summary>
internal static class SocketTerms
{
    public const int KeepAliveIdleSeconds = 60;
    public const int KeepAliveIntervalSeconds = 10;
    public const int KeepAliveProbes = 6;

    /// <summary>Connections that may wait to be accepted.</summary>
    public const int Backlog = 4096;

    /// <summary>The most that a denied client may still send before it is cut off.</summary>
    public const int MaximumDrain = 64 * 1024;

    /// <summary>How long nothing is accepted after descriptors ran out: long enough not to spin, too short to be noticed.</summary>
    public static readonly TimeSpan PauseWhenExhausted = TimeSpan.FromMilliseconds(50);
}
