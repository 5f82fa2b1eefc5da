using System.Buffers.Binary;

namespace PrivateLink.Protocol.Tls;

/// <summary>Reads big-endian fields from a span. Every length is checked before use.</summary>
internal ref struct SpanReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public bool TryReadByte(out byte value)
    {
        value = 0;
        if (!TryTake(1, out var taken)) return false;
        value = taken[0];
        return true;
    }

    public bool TryReadUInt16(out ushort value)
    {
        value = 0;
        if (!TryTake(2, out var taken)) return false;
        value = BinaryPrimitives.ReadUInt16BigEndian(taken);
        return true;
    }

    /// <summary>A vector with a one-byte length before it (RFC 8446, section 3.4).</summary>
    public bool TryReadVector8(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryReadByte(out var length) && TryTake(length, out vector);
    }

    /// <summary>A vector with a two-byte length before it.</summary>
    public bool TryReadVector16(out ReadOnlySpan<byte> vector)
    {
        vector = default;
        return TryReadUInt16(out var length) && TryTake(length, out vector);
    }

    public bool TryTake(int count, out ReadOnlySpan<byte> taken)
    {
        taken = default;
        if (_rest.Length < count) return false;
        taken = _rest[..count];
        _rest = _rest[count..];
        return true;
    }
}
