using System.Net;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Portal.Demonstration;

/// <summary>Where the demonstration's clients come from: a private network behind an endpoint, or the internet (RFC 5737 documentation addresses).</summary>
public static class ClientAddresses
{
    private const int Https = 443;

    /// <summary>Adds a client's address and the address it connected to; health checks get neither.</summary>
    public static PlayedHeader GiveTo(PlayedHeader header, Random random)
    {
        if (header.IsLocal) return header;
        return header.LinkId is null
            ? header with { Source = Client([203, 0, 113], random), Destination = Of([198, 51, 100, 10], Https) }
            : header with { Source = Client([10, 0, 20], random), Destination = Of([10, 0, 10, 63], Https) };
    }

    private static NetworkAddress Client(byte[] network, Random random) =>
        Of([.. network, (byte)random.Next(1, 255)], random.Next(IPEndPoint.MaxPort / 2, IPEndPoint.MaxPort));

    private static NetworkAddress Of(ReadOnlySpan<byte> address, int port) => NetworkAddress.FromBytes(address, port);
}
