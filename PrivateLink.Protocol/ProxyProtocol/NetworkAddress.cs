using System.Buffers.Binary;
using System.Globalization;
using System.Net;

namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>An IP address and a TCP port as a value type, from a socket or a PROXY header. Storing one does not allocate.</summary>
public readonly record struct NetworkAddress
{
    // Two halves, because a UInt128 would be aligned to 16 bytes, and the engine keeps hundreds of thousands of these.
    private readonly ulong _high, _low;

    private NetworkAddress(UInt128 bits, bool isIPv6, int port)
    {
        (_high, _low) = ((ulong)(bits >> 64), (ulong)bits);
        IsIPv6 = isIPv6;
        Port = port;
    }

    /// <summary>Whether the address is an IPv6 one. IPv4-mapped addresses are kept as IPv4.</summary>
    public bool IsIPv6 { get; }

    /// <summary>0 to 65535.</summary>
    public int Port { get; }

    /// <summary>The address without its port. Allocates.</summary>
    public IPAddress Address
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt128BigEndian(bytes, Bits);
            return new IPAddress(IsIPv6 ? bytes : bytes[12..]);
        }
    }

    private UInt128 Bits => new(_high, _low);

    /// <summary>From 4 or 16 bytes in network order; an IPv4-mapped IPv6 address becomes IPv4.</summary>
    /// <exception cref="ArgumentException">The length is neither 4 nor 16.</exception>
    public static NetworkAddress FromBytes(ReadOnlySpan<byte> address, int port) => address.Length switch
    {
        4 => new(BinaryPrimitives.ReadUInt32BigEndian(address), isIPv6: false, port),
        16 => FromBits(BinaryPrimitives.ReadUInt128BigEndian(address), port),
        _ => throw new ArgumentException("An IP address has 4 or 16 bytes.", nameof(address)),
    };

    /// <summary>From a socket address; an IPv4-mapped IPv6 address becomes IPv4. Scope IDs are dropped.</summary>
    public static NetworkAddress From(IPEndPoint address)
    {
        Span<byte> bytes = stackalloc byte[16];
        address.Address.TryWriteBytes(bytes, out var written);
        return FromBytes(bytes[..written], address.Port);
    }

    /// <summary>Writes the address in network order: 4 or 16 bytes.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    /// <returns>The bytes written.</returns>
    public int WriteBytes(Span<byte> destination)
    {
        if (IsIPv6)
        {
            BinaryPrimitives.WriteUInt128BigEndian(destination, Bits);
            return 16;
        }

        BinaryPrimitives.WriteUInt32BigEndian(destination, (uint)_low);
        return 4;
    }

    /// <summary>As a socket address.</summary>
    public IPEndPoint ToIPEndPoint() => new(Address, Port);

    /// <summary>Writes what <see cref="ToString"/> returns. Does not allocate for an IPv4 address.</summary>
    /// <returns>False when the text does not fit; at most 64 characters are needed.</returns>
    public bool TryFormat(Span<char> destination, out int written)
    {
        if (IsIPv6) return destination.TryWrite(CultureInfo.InvariantCulture, $"[{Address}]:{Port}", out written);
        written = 0;
        for (var shift = 24; shift >= 0; shift -= 8)
            if (!Append((int)((uint)_low >> shift) & 0xFF, shift == 0 ? ':' : '.', destination, ref written)) return false;
        var fits = Port.TryFormat(destination[written..], out var digits, default, CultureInfo.InvariantCulture);
        written += digits;
        return fits;
    }

    /// <summary><c>192.0.2.1:443</c> or <c>[2001:db8::1]:443</c>.</summary>
    public override string ToString() => new IPEndPoint(Address, Port).ToString();

    /// <summary>Gives each address one form, whether it comes from a dual-stack socket or a PROXY header (RFC 4291, section 2.5.5.2).</summary>
    private static NetworkAddress FromBits(UInt128 bits, int port) =>
        bits >> 32 == 0xFFFF ? new((uint)bits, isIPv6: false, port) : new(bits, isIPv6: true, port);

    private static bool Append(int number, char behind, Span<char> destination, ref int written)
    {
        if (!number.TryFormat(destination[written..], out var digits, default, CultureInfo.InvariantCulture) || destination.Length <= written + digits) return false;
        written += digits;
        destination[written++] = behind;
        return true;
    }
}
