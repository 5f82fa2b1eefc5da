namespace PrivateLink.Protocol.Tls;

/// <summary>The handshake message's header (type, 24-bit length), which may itself be split over records.</summary>
internal struct MessageStart
{
    /// <summary>The length of type and length field, in bytes.</summary>
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
