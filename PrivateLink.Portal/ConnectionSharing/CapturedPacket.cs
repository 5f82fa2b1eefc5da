using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;

namespace PrivateLink.Portal.ConnectionSharing;

/// <summary>Builds one IP packet with a TCP segment, as a client would have sent it. Pure.</summary>
internal static class CapturedPacket
{
    private const int Ipv4Header = 20;
    private const int Ipv6Header = 40;
    private const int TcpHeader = 20;
    private const byte Tcp = 6;
    private const byte Hops = 64;
    private const ushort DoNotFragment = 0x4000;
    private const ushort PushAndAcknowledge = 0x5018; // a header of five words
    private const ushort Window = ushort.MaxValue;

    /// <param name="from">The sender; of the same family as <paramref name="to"/>.</param>
    public static byte[] Of(IPEndPoint from, IPEndPoint to, ReadOnlySpan<byte> payload)
    {
        var isIpv4 = from.AddressFamily == AddressFamily.InterNetwork;
        var header = isIpv4 ? Ipv4Header : Ipv6Header;
        var packet = new byte[header + TcpHeader + payload.Length];
        var (source, destination) = (from.Address.GetAddressBytes(), to.Address.GetAddressBytes());
        if (isIpv4) WriteIpv4(packet, source, destination);
        else WriteIpv6(packet, source, destination);

        var segment = packet.AsSpan(header);
        BinaryPrimitives.WriteUInt16BigEndian(segment, (ushort)from.Port);
        BinaryPrimitives.WriteUInt16BigEndian(segment[2..], (ushort)to.Port);
        BinaryPrimitives.WriteUInt32BigEndian(segment[4..], 1);
        BinaryPrimitives.WriteUInt32BigEndian(segment[8..], 1);
        BinaryPrimitives.WriteUInt16BigEndian(segment[12..], PushAndAcknowledge);
        BinaryPrimitives.WriteUInt16BigEndian(segment[14..], Window);
        payload.CopyTo(segment[TcpHeader..]);
        var pseudo = Sum(source) + Sum(destination) + Tcp + (uint)segment.Length;
        BinaryPrimitives.WriteUInt16BigEndian(segment[16..], Checksum(pseudo + Sum(segment)));
        return packet;
    }

    private static void WriteIpv4(Span<byte> packet, byte[] source, byte[] destination)
    {
        packet[0] = 0x45;
        BinaryPrimitives.WriteUInt16BigEndian(packet[2..], (ushort)packet.Length);
        BinaryPrimitives.WriteUInt16BigEndian(packet[6..], DoNotFragment);
        packet[8] = Hops;
        packet[9] = Tcp;
        source.CopyTo(packet[12..]);
        destination.CopyTo(packet[16..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet[10..], Checksum(Sum(packet[..Ipv4Header])));
    }

    private static void WriteIpv6(Span<byte> packet, byte[] source, byte[] destination)
    {
        packet[0] = 0x60;
        BinaryPrimitives.WriteUInt16BigEndian(packet[4..], (ushort)(packet.Length - Ipv6Header));
        packet[6] = Tcp;
        packet[7] = Hops;
        source.CopyTo(packet[8..]);
        destination.CopyTo(packet[24..]);
    }

    /// <summary>The sum of the 16-bit words (RFC 1071). An odd last byte is the upper half of its word.</summary>
    private static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var at = 0; at + 1 < bytes.Length; at += 2) sum += BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        return bytes.Length % 2 == 0 ? sum : sum + ((uint)bytes[^1] << 8);
    }

    private static ushort Checksum(uint sum)
    {
        while (sum > ushort.MaxValue) sum = (sum & ushort.MaxValue) + (sum >> 16);
        return (ushort)~sum;
    }
}
