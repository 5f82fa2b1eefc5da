using System.Buffers.Binary;

namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>
/// Reads a TLV area: type (1), length (2, big-endian), value (PROXY protocol specification 2.2). Lengths are checked before use, so a value never
/// extends past the header into the client's own bytes.
/// </summary>
/// <param name="area">The bytes from the end of the addresses to the end of the header; borrowed.</param>
public ref struct TlvReader(ReadOnlySpan<byte> area)
{
    private const int TypeAndLength = 3;

    private ReadOnlySpan<byte> _rest = area;

    /// <summary>The type of the current TLV.</summary>
    public byte Type { get; private set; }

    /// <summary>The value of the current TLV.</summary>
    public ReadOnlySpan<byte> Value { get; private set; }

    /// <summary>The current TLV exactly as sent.</summary>
    public ReadOnlySpan<byte> Raw { get; private set; }

    /// <summary>The bytes not yet read. If this is not zero after <see cref="Read"/> returns false, the area is malformed.</summary>
    public readonly int Remaining => _rest.Length;

    /// <summary>Moves to the next TLV; false at the end, or if the rest is not a whole TLV.</summary>
    public bool Read()
    {
        if (_rest.Length < TypeAndLength) return false;
        int length = BinaryPrimitives.ReadUInt16BigEndian(_rest[1..]);
        if (_rest.Length - TypeAndLength < length) return false;

        Type = _rest[0];
        Raw = _rest[..(TypeAndLength + length)];
        Value = Raw[TypeAndLength..];
        _rest = _rest[Raw.Length..];
        return true;
    }
}
