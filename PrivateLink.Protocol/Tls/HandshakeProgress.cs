namespace PrivateLink.Protocol.Tls;

/// <summary>
/// The whole records of a hello that have already been read. A client may send one byte per record and one record per segment. A parser that started
/// again each time would do quadratic work.
/// </summary>
/// <param name="Length">The length of those records.</param>
/// <param name="Collected">The length of the message bytes in them.</param>
public readonly record struct HandshakeProgress(int Length, int Collected)
{
    /// <summary>The part of the message's header in them.</summary>
    internal MessageStart Start { get; init; }
}
