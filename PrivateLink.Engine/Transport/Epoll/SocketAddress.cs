using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Transport.Epoll;

/// <summary>The kernel's sockaddr_in and sockaddr_in6 in one struct (ip(7), ipv6(7)).</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct SocketAddress
{
    public const int IPv4 = 2; // AF_INET
    public const int IPv6 = 10; // AF_INET6

    private const int IPv4Offset = 4;
    private const int IPv6Offset = 8;
    private const int ScopeOffset = 24;
    private const int IPv4Size = 16;
    private const int Size = 28;

    private fixed byte _bytes[Size];

    public uint Length => Family == IPv4 ? IPv4Size : (uint)Size;

    public int Family
    {
        get { fixed (byte* bytes = _bytes) return *(ushort*)bytes; }
    }

    public static int FamilyOf(IPEndPoint address) => address.AddressFamily == AddressFamily.InterNetwork ? IPv4 : IPv6;

    public static SocketAddress From(IPEndPoint address)
    {
        var result = default(SocketAddress);
        var bytes = new Span<byte>(result._bytes, Size);
        var isIPv4 = address.AddressFamily == AddressFamily.InterNetwork;
        MemoryMarshal.Write(bytes, (ushort)(isIPv4 ? IPv4 : IPv6));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[2..], (ushort)address.Port);
        address.Address.TryWriteBytes(bytes[(isIPv4 ? IPv4Offset : IPv6Offset)..], out _);
        if (!isIPv4) MemoryMarshal.Write(bytes[ScopeOffset..], (uint)address.Address.ScopeId);
        return result;
    }

    /// <summary>Converts to a value. An IPv4-mapped address of a dual-stack socket becomes IPv4.</summary>
    public readonly NetworkAddress ToNetworkAddress()
    {
        fixed (byte* start = _bytes)
        {
            var bytes = new ReadOnlySpan<byte>(start, Size);
            var port = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
            if (MemoryMarshal.Read<ushort>(bytes) == IPv4) return NetworkAddress.FromBytes(bytes.Slice(IPv4Offset, 4), port);
            return NetworkAddress.FromBytes(bytes.Slice(IPv6Offset, 16), port);
        }
    }
}
