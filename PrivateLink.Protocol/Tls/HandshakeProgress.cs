namespace PrivateLink.Protocol.Tls;

/// <summary>
/// The whole records of a hello that have been looked at already. A client may send one byte in a record and one record in a segment: anyone who began
/// again with each of them would do the square of the work that the client does.
/// </summary>
/// <param name="Length">The bytes of those records.</param>
/// <param name="Collected">The bytes of the message in them.</param>
public readonly record struct HandshakeProgress(int Length, int Collected)
{
    /// <summary>As much of the message's header.</summary>
    internal MessageStart Start { get; init; }
}
