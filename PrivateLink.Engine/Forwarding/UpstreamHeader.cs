using System.Text;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The PROXY v2 header for a backend: where the connection really comes from, which host was authorised, through which link. A backend that
/// ends TLS can then refuse a request for another host than the authorised one, which SNI alone cannot.
/// </summary>
internal static class UpstreamHeader
{
    /// <summary>Room for the fixed part, IPv6 addresses, a name of 253 characters and the checksum.</summary>
    private const int LongestWithoutLink = 512;

    /// <summary>What clouds send is far shorter; what is longer is passed on all the same.</summary>
    private const int UsualLinkTlv = 512;

    /// <summary>Writes the header.</summary>
    /// <param name="source">The client.</param>
    /// <param name="destination">What the client connected to.</param>
    /// <param name="authority">The authorised name (PP2_TYPE_AUTHORITY).</param>
    /// <param name="identity">What the client's own header said; only exactly one link ID is passed on.</param>
    /// <param name="linkTlv">The TLV it came in, passed on byte for byte.</param>
    /// <returns>The header; null when it would be longer than a header may be. It is not sent without the link: absent is another answer than this.</returns>
    public static byte[]? Write(NetworkAddress source, NetworkAddress destination, string authority, LinkIdentity identity, ReadOnlySpan<byte> linkTlv)
    {
        Span<byte> buffer = linkTlv.Length <= UsualLinkTlv ? stackalloc byte[LongestWithoutLink + UsualLinkTlv] : new byte[LongestWithoutLink + linkTlv.Length];
        var writer = ProxyProtocolWriter.Proxy(buffer, source, destination);
        writer.Authority(Encoding.ASCII.GetBytes(authority));
        if (identity.Kind == LinkIdentityKind.One) writer.RawTlv(linkTlv);
        writer.Crc32C();

        return writer.Finish() switch
        {
            ProxyProtocolWriteResult.Written => buffer[..writer.Length].ToArray(),
            ProxyProtocolWriteResult.TooLarge => null,
            var result => throw new InvalidOperationException($"The header for the upstream could not be written: {result}."),
        };
    }
}
