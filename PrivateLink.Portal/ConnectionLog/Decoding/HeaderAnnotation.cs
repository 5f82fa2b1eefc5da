using System.Buffers.Binary;
using System.Globalization;
using PrivateLink.Portal.Clouds;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>Explains each byte of a PROXY v2 header, including an incomplete one.</summary>
internal static class HeaderAnnotation
{
    /// <summary>Annotates a header.</summary>
    /// <returns>The offset of the first invalid TLV, or else of the checksum; null if there is neither.</returns>
    public static int? Annotate(ReadOnlySpan<byte> bytes, int offset, ByteNotes notes)
    {
        if (ProxyProtocolParser.Recognize(bytes) == HeaderSignature.Version1)
        {
            var end = bytes.IndexOf("\r\n"u8);
            notes.Add(offset, end < 0 ? bytes.Length : end + 2, "PROXY header, version 1", ByteNotes.TextOf(end < 0 ? bytes : bytes[..end]), ByteKind.Fault);
            return null;
        }

        notes.Add(offset, ProxyProtocolParser.Signature.Length, "Signature", null, ByteKind.Framing);
        if (bytes.Length > 12) notes.Add(offset + 12, 1, "Version and command", $"version {bytes[12] >> 4}, {CommandOf(bytes[12])}", ByteKind.Framing);
        if (bytes.Length > 13) notes.Add(offset + 13, 1, "Family and transport", $"{FamilyOf(bytes[13])}, {TransportOf(bytes[13])}", ByteKind.Framing);
        if (bytes.Length < ProxyProtocolParser.FixedLength) return null;

        int body = BinaryPrimitives.ReadUInt16BigEndian(bytes[14..]);
        notes.Add(offset + 14, 2, "Remaining length", $"{body} bytes", ByteKind.Framing);
        var header = bytes[..Math.Min(bytes.Length, ProxyProtocolParser.FixedLength + body)];
        return Body(header, offset, notes);
    }

    /// <summary>Annotates an area of TLVs.</summary>
    public static int? Tlvs(ReadOnlySpan<byte> area, int offset, ByteNotes notes)
    {
        int? checksum = null;
        var reader = new TlvReader(area);
        while (reader.Read())
        {
            var at = offset + area.Length - reader.Remaining - reader.Raw.Length;
            if (reader.Type == TlvType.Crc32C) checksum = at;
            Tlv(reader, at, notes);
        }

        if (reader.Remaining == 0) return checksum;
        var rest = offset + area.Length - reader.Remaining;
        notes.Add(rest, reader.Remaining, "Incomplete TLV", "its length extends beyond the header", ByteKind.Fault);
        return rest;
    }

    private static int? Body(ReadOnlySpan<byte> header, int offset, ByteNotes notes)
    {
        var size = (header[13] >> 4) switch { 1 => 4, 2 => 16, 3 => 108, _ => 0 };
        var ports = size is 4 or 16;
        var addresses = (2 * size) + (ports ? 4 : 0);
        var isLocal = (header[12] & 0x0F) == (int)ProxyCommand.Local;
        var start = ProxyProtocolParser.FixedLength;

        // A LOCAL header may name an address family and carry no addresses (AWS health checks). Like the parser, this code tries both forms.
        if (isLocal && addresses > 0 && !Fits(header, start + addresses)) addresses = 0;
        if (addresses > 0 && header.Length >= start + addresses) Addresses(header.Slice(start, addresses), size, offset + start, notes);
        else if (addresses > 0) notes.Add(offset + start, header.Length - start, "Addresses", "truncated", ByteKind.Fault);
        if (header.Length <= start + addresses) return null;
        return Tlvs(header[(start + addresses)..], offset + start + addresses, notes) - offset;
    }

    private static bool Fits(ReadOnlySpan<byte> header, int tlvs)
    {
        if (header.Length < tlvs) return false;
        var reader = new TlvReader(header[tlvs..]);
        while (reader.Read()) { }
        return reader.Remaining == 0;
    }

    private static void Addresses(ReadOnlySpan<byte> block, int size, int offset, ByteNotes notes)
    {
        if (size == 108)
        {
            notes.Add(offset, size, "Source path", ByteNotes.TextOf(block[..size].TrimEnd((byte)0)));
            notes.Add(offset + size, size, "Destination path", ByteNotes.TextOf(block[size..].TrimEnd((byte)0)));
            return;
        }

        notes.Add(offset, size, "Source address", NetworkAddress.FromBytes(block[..size], 0).Address.ToString());
        notes.Add(offset + size, size, "Destination address", NetworkAddress.FromBytes(block[size..(2 * size)], 0).Address.ToString());
        notes.Add(offset + (2 * size), 2, "Source port", Number(BinaryPrimitives.ReadUInt16BigEndian(block[(2 * size)..])));
        notes.Add(offset + (2 * size) + 2, 2, "Destination port", Number(BinaryPrimitives.ReadUInt16BigEndian(block[((2 * size) + 2)..])));
    }

    private static void Tlv(TlvReader tlv, int at, ByteNotes notes)
    {
        notes.Add(at, 1, "TLV type", NameOf(tlv.Type), ByteKind.Framing);
        notes.Add(at + 1, 2, "TLV length", $"{tlv.Value.Length} bytes", ByteKind.Framing);
        var value = at + 3;
        if (CloudOf(tlv.Type) is { } cloud)
        {
            CloudTlv(cloud.Header, tlv, value, notes);
            return;
        }

        switch (tlv.Type)
        {
            case TlvType.Authority:
                notes.Add(value, tlv.Value.Length, "Authority", ByteNotes.TextOf(tlv.Value), ByteKind.Name);
                break;
            default:
                notes.Add(value, tlv.Value.Length, "Value", ByteNotes.TextOf(tlv.Value));
                break;
        }
    }

    private static void CloudTlv(CloudHeader header, TlvReader tlv, int at, ByteNotes notes)
    {
        if (header.Subtypes.Count == 0 || tlv.Value.IsEmpty)
        {
            notes.Add(at, tlv.Value.Length, header.Subtypes.Count == 0 ? header.Value : "Value", LinkOf(tlv, tlv.Value), ByteKind.Identity);
            return;
        }

        var code = tlv.Value[0];
        var subtype = header.Subtypes.FirstOrDefault(each => each.Code == code);
        notes.Add(at, 1, "Subtype", subtype is null ? $"{code:x2}, not a link ID" : $"{code:x2} {subtype.Name}", ByteKind.Framing);
        if (subtype?.Value is { } beside) notes.Add(at + 1, tlv.Value.Length - 1, beside, ByteNotes.TextOf(tlv.Value[1..]));
        else notes.Add(at + 1, tlv.Value.Length - 1, header.Value, LinkOf(tlv, tlv.Value[1..]), ByteKind.Identity);
    }

    private static ICloud? CloudOf(byte type) => KnownClouds.All.FirstOrDefault(cloud => cloud.Header.TlvType == type);

    private static string LinkOf(TlvReader tlv, ReadOnlySpan<byte> value)
    {
        var identity = LinkIdReader.Read(tlv.Raw);
        return identity.Kind switch
        {
            LinkIdentityKind.One => identity.LinkId.ToString(),
            LinkIdentityKind.Malformed => $"malformed: {ByteNotes.TextOf(value)}",
            _ => ByteNotes.TextOf(tlv.Value),
        };
    }

    private static string CommandOf(byte value) => (value & 0x0F) switch { 0 => "LOCAL", 1 => "PROXY", var other => $"unknown command {other}" };

    private static string FamilyOf(byte value) => (value >> 4) switch { 0 => "no address", 1 => "IPv4", 2 => "IPv6", 3 => "UNIX", var other => $"unknown family {other}" };

    private static string TransportOf(byte value) => (value & 0x0F) switch { 0 => "no transport", 1 => "TCP", 2 => "UDP", var other => $"unknown transport {other}" };

    private static string NameOf(byte type) => type switch
    {
        TlvType.Alpn => "01 ALPN",
        TlvType.Authority => "02 authority",
        TlvType.Crc32C => "03 CRC32C",
        TlvType.Noop => "04 padding",
        TlvType.UniqueId => "05 unique ID",
        _ => CloudOf(type) is { } cloud ? $"{type:x2} {cloud.Words.Name}" : $"{type:x2}",
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
