namespace PrivateLink.Engine.Tls;

/// <summary>
/// The whole records of a hello that have been looked at already. A client may send one byte in a record and one record in a segment: whoever began
/// again with each of them would do the square of the work that the client does.
/// </summary>
/// <param name="Length">The bytes of those records.</param>
/// <param name="Collected">The bytes of the message in them.</param>
public readonly record struct HandshakeProgress(int Length, int Collected)
{
    /// <summary>As much of the message's header.</summary>
    internal MessageStart Start { get; init; }
}

/// <summary>The message's own header (type, 24-bit length), which may itself be split over records.</summary>
internal struct MessageStart
{
    /// <summary>Type and length.</summary>
    public const int HeaderLength = 4;

    private const byte ClientHelloMessage = 1;

    private uint _bytes;
    private int _count;

    public readonly bool IsKnown => _count == HeaderLength;

    public readonly int MessageLength => HeaderLength + (int)(_bytes & 0xFF_FFFF);

    public void Append(ReadOnlySpan<byte> fragment)
    {
        for (var i = 0; i < fragment.Length && _count < HeaderLength; i++, _count++) _bytes = (_bytes << 8) | fragment[i];
    }

    public readonly ClientHelloError Check()
    {
        if (_count > 0 && _bytes >> (8 * (_count - 1)) != ClientHelloMessage) return ClientHelloError.NotAHello;
        return IsKnown && MessageLength > ClientHelloParser.MaximumLength ? ClientHelloError.TooLarge : ClientHelloError.None;
    }
}
