namespace PrivateLink.Protocol.ProxyProtocol;

/// <summary>The command of a header (PROXY protocol specification 2.2).</summary>
public enum ProxyCommand
{
    /// <summary>The sender's own connection, for example a health check: no addresses, no identity.</summary>
    Local = 0,

    /// <summary>A relayed connection.</summary>
    Proxy = 1,
}

/// <summary>The address family of a header.</summary>
public enum ProxyAddressFamily
{
    /// <summary>Unknown: addresses are ignored.</summary>
    Unspecified = 0,

    /// <summary>IPv4.</summary>
    INet = 1,

    /// <summary>IPv6.</summary>
    INet6 = 2,

    /// <summary>UNIX sockets: two paths of 108 bytes, which are skipped.</summary>
    Unix = 3,
}

/// <summary>A complete PROXY protocol v2 header. Borrows the parsed buffer.</summary>
public readonly ref struct ProxyProtocolHeader
{
    internal ProxyProtocolHeader(
        ProxyCommand command, ProxyAddressFamily family, int length, ReadOnlySpan<byte> tlvs, NetworkAddress? source, NetworkAddress? destination)
    {
        Command = command;
        Family = family;
        Length = length;
        Tlvs = tlvs;
        Source = source;
        Destination = destination;
    }

    /// <summary>LOCAL or PROXY.</summary>
    public ProxyCommand Command { get; }

    /// <summary>The family of the addresses. In a LOCAL header, the value as sent, which has no meaning.</summary>
    public ProxyAddressFamily Family { get; }

    /// <summary>The length of the whole header; the payload begins after it.</summary>
    public int Length { get; }

    /// <summary>The TLV area, already checked to hold only whole TLVs. Empty if a LOCAL header holds something else.</summary>
    public ReadOnlySpan<byte> Tlvs { get; }

    /// <summary>The client's address; null for LOCAL, UNIX, and a family or transport of UNSPEC.</summary>
    public NetworkAddress? Source { get; }

    /// <summary>The address the client connected to; null for LOCAL, UNIX, and a family or transport of UNSPEC.</summary>
    public NetworkAddress? Destination { get; }
}
