using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>
/// The first bytes of a connection as a capture file (pcapng) for Wireshark and similar tools. It is not a real capture. Addresses, ports and time
/// come from the record, and this class builds the packet around the bytes. The file says so. Pure.
/// </summary>
public static class CaptureFile
{
    /// <summary>Packets begin with their IP header (LINKTYPE_RAW).</summary>
    internal const ushort Raw = 101;

    /// <summary>Packets are bytes without a header (LINKTYPE_USER0), for connections whose addresses are unknown.</summary>
    internal const ushort BytesOnly = 147;

    private const string About =
        "Created from the record of one connection, not captured on the network. The bytes are as the service received them. The packet headers and sequence numbers are invented.";

    private const uint SectionHeader = 0x0A0D0D0A;
    private const uint InterfaceDescription = 1;
    private const uint EnhancedPacket = 6;
    private const uint ByteOrder = 0x1A2B3C4D;

    private const ushort Comment = 1;
    private const ushort Application = 4;
    private const ushort TimeResolution = 9;
    private const byte Microseconds = 6;

    /// <summary>Null if no bytes are kept, or none may be shown.</summary>
    public static byte[]? Of(SharedDocument document)
    {
        if (document.FirstBytes is not { Length: > 0 } hex || hex.Length % 2 != 0 || !hex.All(char.IsAsciiHexDigit)) return null;
        var bytes = Convert.FromHexString(hex);
        var ends = EndPoints(document);
        var packet = ends is { } known ? CapturedPacket.Of(known.Client, known.Endpoint, bytes) : bytes;

        var file = new MemoryStream();
        Write(file, SectionHeader, block =>
        {
            Number(block, ByteOrder);
            Short(block, 1);
            Short(block, 0);
            Number(block, uint.MaxValue);
            Number(block, uint.MaxValue);
            Option(block, Comment, About);
            Option(block, Application, "PrivateLink");
            Number(block, 0);
        });
        Write(file, InterfaceDescription, block =>
        {
            Short(block, ends is null ? BytesOnly : Raw);
            Short(block, 0);
            Number(block, 0);
            Option(block, TimeResolution, [Microseconds]);
            Number(block, 0);
        });
        var time = (ulong)((document.Time - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        Write(file, EnhancedPacket, block =>
        {
            Number(block, 0);
            Number(block, (uint)(time >> 32));
            Number(block, (uint)time);
            Number(block, (uint)packet.Length);
            Number(block, (uint)packet.Length);
            Padded(block, packet);
            Option(block, Comment, string.Create(CultureInfo.InvariantCulture, $"Connection {document.Connection}: {document.Outcome}, {document.Reason.Code}. {document.Reason.Meaning}"));
            Number(block, 0);
        });
        return file.ToArray();
    }

    private static (IPEndPoint Client, IPEndPoint Endpoint)? EndPoints(SharedDocument document) =>
        IPEndPoint.TryParse(document.Client ?? "", out var client) && IPEndPoint.TryParse(document.Endpoint ?? "", out var endpoint) && client.AddressFamily == endpoint.AddressFamily
            ? (client, endpoint)
            : null;

    private static void Write(MemoryStream file, uint type, Action<MemoryStream> write)
    {
        var body = new MemoryStream();
        write(body);
        var length = (uint)body.Length + 12;
        Number(file, type);
        Number(file, length);
        body.WriteTo(file);
        Number(file, length);
    }

    private static void Option(MemoryStream block, ushort code, string text) => Option(block, code, Encoding.UTF8.GetBytes(text));

    private static void Option(MemoryStream block, ushort code, byte[] value)
    {
        Short(block, code);
        Short(block, (ushort)value.Length);
        Padded(block, value);
    }

    private static void Padded(MemoryStream block, byte[] value)
    {
        block.Write(value);
        while (block.Length % 4 != 0) block.WriteByte(0);
    }

    private static void Short(MemoryStream block, ushort value)
    {
        Span<byte> bytes = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, value);
        block.Write(bytes);
    }

    private static void Number(MemoryStream block, uint value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bytes, value);
        block.Write(bytes);
    }
}
