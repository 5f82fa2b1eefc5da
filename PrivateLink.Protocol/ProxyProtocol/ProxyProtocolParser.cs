using System.Buffers.Binary;

namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>
/// Reads a PROXY protocol version 2 header (https://www.haproxy.org/download/3.0/doc/proxy-protocol.txt, section 2.2). Version 1 is recognised and
/// refused with an error of its own.
/// </summary>
/// <remarks>
/// Pure. Never throws. Every prefix of a valid header asks for more, and more bytes never turn an error into success. The caller keeps all bytes from
/// the start of the connection and calls again.
/// </remarks>
public static class ProxyProtocolParser
{
    /// <summary>The longest header accepted, in bytes, fixed part included. Clouds send about a hundred.</summary>
    public const int MaximumLength = 4096;

    /// <summary>The bytes before the addresses: signature (12), version and command (1), family and transport (1), length (2).</summary>
    public const int FixedLength = 16;

    private const byte Version2 = 0x20;
    private const int Datagram = 2;

    /// <summary>The twelve bytes that begin a version 2 header and no other protocol.</summary>
    public static ReadOnlySpan<byte> Signature => "\r\n\r\n\0\r\nQUIT\n"u8;

    /// <summary>The first bytes of a version 1 header (section 2.1).</summary>
    public static ReadOnlySpan<byte> Version1Signature => "PROXY "u8;

    /// <summary>Recognises by the first bytes whether a header begins here, and of which version. Does not read the header.</summary>
    public static HeaderSignature Recognize(ReadOnlySpan<byte> input)
    {
        if (input.StartsWith(Signature)) return HeaderSignature.Version2;
        if (input.StartsWith(Version1Signature)) return HeaderSignature.Version1;
        return Signature.StartsWith(input) || Version1Signature.StartsWith(input) ? HeaderSignature.Incomplete : HeaderSignature.None;
    }

    /// <summary>Reads a header from the first bytes of a connection.</summary>
    /// <param name="input">All bytes received so far; borrowed by <paramref name="header"/>.</param>
    /// <param name="header">The header, when the answer is <see cref="ParseStatus.Done"/>.</param>
    /// <param name="error">The rule that was broken, when the answer is <see cref="ParseStatus.Invalid"/>.</param>
    public static ParseStatus Parse(ReadOnlySpan<byte> input, out ProxyProtocolHeader header, out ProxyProtocolError error)
    {
        header = default;
        error = CheckFixedPart(input);
        if (error != ProxyProtocolError.None) return ParseStatus.Invalid;
        if (input.Length < FixedLength) return ParseStatus.NeedMore;

        var length = FixedLength + BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        if (input.Length < length) return ParseStatus.NeedMore;

        error = ReadBody(input[..length], out header);
        return error == ProxyProtocolError.None ? ParseStatus.Done : ParseStatus.Invalid;
    }

    /// <summary>
    /// Checks as many of the first 16 bytes as have arrived. Bytes that cannot become a header are refused at once. A length that is too large is
    /// refused before the parser waits for any byte after it.
    /// </summary>
    private static ProxyProtocolError CheckFixedPart(ReadOnlySpan<byte> input)
    {
        switch (Recognize(input))
        {
            case HeaderSignature.None: return ProxyProtocolError.NotAHeader;
            case HeaderSignature.Version1: return ProxyProtocolError.Version1;
            case HeaderSignature.Incomplete: return ProxyProtocolError.None;
        }

        if (input.Length > Signature.Length)
        {
            if ((input[12] & 0xF0) != Version2) return ProxyProtocolError.UnknownVersion;
            if ((input[12] & 0x0F) > (int)ProxyCommand.Proxy) return ProxyProtocolError.UnknownCommand;
        }

        // "… discard the protocol block including the family which is ignored": in a LOCAL header only the length matters.
        var isProxy = input.Length > Signature.Length && (input[12] & 0x0F) == (int)ProxyCommand.Proxy;
        if (isProxy && input.Length > Signature.Length + 1)
        {
            if (input[13] >> 4 > (int)ProxyAddressFamily.Unix) return ProxyProtocolError.UnknownFamily;
            if ((input[13] & 0x0F) > Datagram) return ProxyProtocolError.UnknownTransport;
        }

        if (input.Length < FixedLength) return ProxyProtocolError.None;
        int body = BinaryPrimitives.ReadUInt16BigEndian(input[14..]);
        if (FixedLength + body > MaximumLength) return ProxyProtocolError.TooLarge;
        return isProxy && body < AddressLength((ProxyAddressFamily)(input[13] >> 4)) ? ProxyProtocolError.AddressesCutShort : ProxyProtocolError.None;
    }

    private static ProxyProtocolError ReadBody(ReadOnlySpan<byte> bytes, out ProxyProtocolHeader header)
    {
        header = default;
        if ((bytes[12] & 0x0F) == (int)ProxyCommand.Local) return ReadLocal(bytes, out header);

        var family = (ProxyAddressFamily)(bytes[13] >> 4);
        var tlvStart = FixedLength + AddressLength(family);
        var error = CheckTlvs(bytes, tlvStart);
        if (error != ProxyProtocolError.None) return error;

        // With a family or a transport of UNSPEC "the receiver should ignore address information".
        NetworkAddress? source = null, destination = null;
        var hasTransport = (bytes[13] & 0x0F) != 0;
        if (hasTransport && family is ProxyAddressFamily.INet or ProxyAddressFamily.INet6)
            (source, destination) = ReadAddresses(bytes[FixedLength..tlvStart]);
        header = new(ProxyCommand.Proxy, family, bytes.Length, bytes[tlvStart..], source, destination);
        return ProxyProtocolError.None;
    }

    /// <summary>
    /// "The receiver must accept this connection as valid and must … discard the protocol block including the family which is ignored" (section 2.2).
    /// So it accepts any block, unless the block holds a wrong checksum. AWS health checks name a family but carry no addresses: their TLVs directly
    /// follow the fixed part. Other senders put addresses first. So the method looks for a checksum in both places. Addresses may look like TLVs, so
    /// it refuses the block only if neither reading is plausible.
    /// </summary>
    private static ProxyProtocolError ReadLocal(ReadOnlySpan<byte> bytes, out ProxyProtocolHeader header)
    {
        header = default;
        var family = (ProxyAddressFamily)(bytes[13] >> 4);
        var behindAddresses = FixedLength + AddressLength(family);
        var tlvStart = bytes.Length;
        var wrongChecksum = ProxyProtocolError.None;
        var makesSense = false;
        foreach (var start in (ReadOnlySpan<int>)[FixedLength, behindAddresses])
        {
            var error = start <= bytes.Length ? CheckTlvs(bytes, start) : ProxyProtocolError.TlvsDoNotFit;
            if (error == ProxyProtocolError.None) (tlvStart, makesSense) = (start, makesSense || Convinces(bytes[start..]));
            else if (error != ProxyProtocolError.TlvsDoNotFit) wrongChecksum = error;
        }

        if (wrongChecksum != ProxyProtocolError.None && !makesSense) return wrongChecksum;
        header = new(ProxyCommand.Local, family, bytes.Length, bytes[tlvStart..], source: null, destination: null);
        return ProxyProtocolError.None;
    }

    /// <summary>Whether bytes that parse as TLVs really are TLVs. A correct checksum proves it. Zeroes also parse as TLVs, but no TLV has type 0.</summary>
    private static bool Convinces(ReadOnlySpan<byte> area)
    {
        const byte Nobodys = 0;
        var tlvs = new TlvReader(area);
        var hasChecksum = false;
        var hasPadding = false;
        while (tlvs.Read())
        {
            hasChecksum |= tlvs.Type == TlvType.Crc32C;
            hasPadding |= tlvs.Type == Nobodys;
        }

        return hasChecksum || !hasPadding;
    }

    /// <summary>Addresses, then ports: source before destination (section 2.2).</summary>
    private static (NetworkAddress Source, NetworkAddress Destination) ReadAddresses(ReadOnlySpan<byte> block)
    {
        var size = (block.Length - 4) / 2;
        var ports = block[(2 * size)..];
        return (
            NetworkAddress.FromBytes(block[..size], BinaryPrimitives.ReadUInt16BigEndian(ports)),
            NetworkAddress.FromBytes(block[size..(2 * size)], BinaryPrimitives.ReadUInt16BigEndian(ports[2..])));
    }

    /// <summary>The TLVs must fill the area exactly, and the checksum, if present, must match (section 2.2.3).</summary>
    private static ProxyProtocolError CheckTlvs(ReadOnlySpan<byte> header, int tlvStart)
    {
        var tlvs = new TlvReader(header[tlvStart..]);
        var checksumOffset = 0;
        var checksumMalformed = false;
        while (tlvs.Read())
        {
            if (tlvs.Type != TlvType.Crc32C) continue;
            checksumMalformed |= checksumOffset != 0 || tlvs.Value.Length != 4;
            checksumOffset = header.Length - tlvs.Remaining - tlvs.Value.Length;
        }

        if (tlvs.Remaining != 0) return ProxyProtocolError.TlvsDoNotFit;
        if (checksumMalformed) return ProxyProtocolError.ChecksumMalformed;
        if (checksumOffset == 0) return ProxyProtocolError.None;
        return BinaryPrimitives.ReadUInt32BigEndian(header[checksumOffset..]) == Crc32C.OfHeader(header, checksumOffset)
            ? ProxyProtocolError.None
            : ProxyProtocolError.ChecksumMismatch;
    }

    private static int AddressLength(ProxyAddressFamily family) => family switch
    {
        ProxyAddressFamily.INet => 12,
        ProxyAddressFamily.INet6 => 36,
        ProxyAddressFamily.Unix => 216,
        _ => 0,
    };
}
