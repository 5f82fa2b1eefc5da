using System.Buffers.Binary;

namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>
/// Writes one PROXY protocol version 2 header (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt, section 2.2) into the caller's buffer.
/// Begin with one of the static methods, add TLVs in the order to send them, then call <see cref="Finish"/>.
/// </summary>
/// <remarks>
/// Never writes past the buffer and never throws. Bytes that do not fit are still counted, so <see cref="Length"/> gives the size needed. The caller
/// owns the buffer; its content is valid only after <see cref="ProxyProtocolWriteResult.Written"/>.
/// </remarks>
public ref struct ProxyProtocolWriter
{
    private const byte Version2Local = 0x20;
    private const byte Version2Proxy = 0x21;
    private const byte Unspecified = 0x00;
    private const byte TcpOverIPv4 = 0x11;
    private const byte TcpOverIPv6 = 0x21;
    private const int LengthOffset = 14;
    private const int TlvPrefixLength = 3;
    private const int MaximumUniqueIdLength = 128;
    private const int NoChecksum = -1;

    private readonly Span<byte> _buffer;
    private int _checksumOffset = NoChecksum;
    private bool _invalid;

    private ProxyProtocolWriter(Span<byte> buffer, byte command, byte family)
    {
        _buffer = buffer;
        if (!TryReserve(ProxyProtocolParser.FixedLength, out var start)) return;
        ProxyProtocolParser.Signature.CopyTo(start);
        start[12] = command;
        start[13] = family;
    }

    /// <summary>The length of the header so far, including bytes that did not fit.</summary>
    public int Length { get; private set; }

    /// <summary>Begins a LOCAL header, for the balancer's own connections such as health checks. It has no addresses (section 2.2, command 0).</summary>
    /// <param name="buffer">Takes the header; <see cref="ProxyProtocolParser.MaximumLength"/> bytes always suffice.</param>
    public static ProxyProtocolWriter Local(Span<byte> buffer) =>
        new(buffer, Version2Local, Unspecified);

    /// <summary>Begins a PROXY header of family UNSPEC: a relayed connection without addresses.</summary>
    /// <param name="buffer">Takes the header; <see cref="ProxyProtocolParser.MaximumLength"/> bytes always suffice.</param>
    public static ProxyProtocolWriter Proxy(Span<byte> buffer) =>
        new(buffer, Version2Proxy, Unspecified);

    /// <summary>
    /// Begins a PROXY header with the addresses of a TCP connection. The family is INET if both addresses are IPv4. Otherwise it is INET6 and an IPv4
    /// address is mapped (<c>::ffff:a.b.c.d</c>), because a header has one family.
    /// </summary>
    /// <param name="buffer">Takes the header; <see cref="ProxyProtocolParser.MaximumLength"/> bytes always suffice.</param>
    /// <param name="source">The client's address.</param>
    /// <param name="destination">The address the client connected to.</param>
    public static ProxyProtocolWriter Proxy(Span<byte> buffer, NetworkAddress source, NetworkAddress destination)
    {
        var isIPv6 = source.IsIPv6 || destination.IsIPv6;
        var family = isIPv6 ? TcpOverIPv6 : TcpOverIPv4;
        var writer = new ProxyProtocolWriter(buffer, Version2Proxy, family);
        writer.Addresses(source, destination, isIPv6 ? 16 : 4);
        return writer;
    }

    /// <summary>PP2_TYPE_ALPN (section 2.2.1): the protocol negotiated, such as <c>h2</c>.</summary>
    public void Alpn(scoped ReadOnlySpan<byte> protocol) => Tlv(TlvType.Alpn, protocol);

    /// <summary>PP2_TYPE_AUTHORITY (section 2.2.2): the host name the client asked for, UTF-8.</summary>
    public void Authority(scoped ReadOnlySpan<byte> host) => Tlv(TlvType.Authority, host);

    /// <summary>PP2_TYPE_CRC32C (section 2.2.3): reserves room for the checksum of the whole header, which <see cref="Finish"/> computes.</summary>
    public void Crc32C()
    {
        if (_checksumOffset != NoChecksum) _invalid = true;
        _checksumOffset = Length + TlvPrefixLength;
        TryReserveTlv(TlvType.Crc32C, sizeof(uint), out _);
    }

    /// <summary>PP2_TYPE_NOOP (section 2.2.4): padding with zeroes, for alignment.</summary>
    /// <param name="length">The number of bytes after type and length.</param>
    public void Noop(int length)
    {
        if (TryReserveTlv(TlvType.Noop, length, out var value)) value.Clear();
    }

    /// <summary>PP2_TYPE_UNIQUE_ID (section 2.2.5): an opaque ID of the connection, at most 128 bytes.</summary>
    public void UniqueId(scoped ReadOnlySpan<byte> id)
    {
        if (id.Length > MaximumUniqueIdLength) _invalid = true;
        Tlv(TlvType.UniqueId, id);
    }

    /// <summary>A TLV of any type.</summary>
    public void Tlv(byte type, scoped ReadOnlySpan<byte> value)
    {
        if (TryReserveTlv(type, value.Length, out var room)) value.CopyTo(room);
    }

    /// <summary>Copies a complete TLV from another header, type and length included.</summary>
    public void RawTlv(scoped ReadOnlySpan<byte> tlv)
    {
        if (tlv.Length < TlvPrefixLength
            || BinaryPrimitives.ReadUInt16BigEndian(tlv[1..]) != tlv.Length - TlvPrefixLength)
            _invalid = true;
        if (TryReserve(tlv.Length, out var room)) tlv.CopyTo(room);
    }

    /// <summary>Fills in the length and, if reserved, the checksum. Returns whether the header is complete.</summary>
    public readonly ProxyProtocolWriteResult Finish()
    {
        if (_invalid) return ProxyProtocolWriteResult.Invalid;
        if (Length > ProxyProtocolParser.MaximumLength) return ProxyProtocolWriteResult.TooLarge;
        if (Length > _buffer.Length) return ProxyProtocolWriteResult.BufferTooSmall;

        var header = _buffer[..Length];
        BinaryPrimitives.WriteUInt16BigEndian(header[LengthOffset..], (ushort)(Length - ProxyProtocolParser.FixedLength));
        if (_checksumOffset != NoChecksum)
        {
            // Over the whole header with the checksum's own bytes zero, stored in network order (section 2.2.3).
            var checksum = ProxyProtocol.Crc32C.OfHeader(header, _checksumOffset);
            BinaryPrimitives.WriteUInt32BigEndian(header[_checksumOffset..], checksum);
        }

        return ProxyProtocolWriteResult.Written;
    }

    private void Addresses(NetworkAddress source, NetworkAddress destination, int width)
    {
        if (!TryReserve(2 * (width + sizeof(ushort)), out var block)) return;
        WriteAddress(source, block[..width]);
        WriteAddress(destination, block.Slice(width, width));
        BinaryPrimitives.WriteUInt16BigEndian(block[(2 * width)..], (ushort)source.Port);
        BinaryPrimitives.WriteUInt16BigEndian(block[(2 * width + sizeof(ushort))..], (ushort)destination.Port);
    }

    private static void WriteAddress(NetworkAddress address, Span<byte> room)
    {
        if (address.IsIPv6 || room.Length == 4)
        {
            address.WriteBytes(room);
            return;
        }

        room[..10].Clear();
        room.Slice(10, 2).Fill(0xFF);
        address.WriteBytes(room[12..]);
    }

    /// <summary>Marks the header as invalid, because one of its parts cannot be written.</summary>
    internal void Refuse() => _invalid = true;

    /// <summary>Reserves room for a TLV's value; false if it does not fit.</summary>
    internal bool TryReserveTlv(byte type, int length, out Span<byte> value)
    {
        value = default;
        if (!TryReserve(TlvPrefixLength, out var prefix) | !TryReserve(length, out value)) return false;
        prefix[0] = type;
        BinaryPrimitives.WriteUInt16BigEndian(prefix[1..], (ushort)length);
        return true;
    }

    private bool TryReserve(int length, out Span<byte> room)
    {
        var start = Length;
        Length = (int)Math.Min((long)start + length, int.MaxValue);
        var fits = Length <= Math.Min(_buffer.Length, ProxyProtocolParser.MaximumLength);
        room = fits ? _buffer[start..Length] : default;
        return fits;
    }
}
