using System.Text;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// The PROXY v2 header for an upstream: the real client address, the authorised host and the link. A backend that terminates TLS can then refuse a
/// request whose HTTP host is not the authorised one. SNI alone does not allow that.
/// </summary>
internal static class UpstreamHeader
{
    /// <summary>Bytes for the fixed part, IPv6 addresses, a name of 253 characters and the checksum.</summary>
    private const int LongestWithoutLink = 512;

    /// <summary>Clouds send far shorter TLVs. A longer one is still passed on.</summary>
    private const int UsualLinkTlv = 512;

    /// <summary>Writes the header.</summary>
    /// <param name="source">The client's address.</param>
    /// <param name="destination">The address the client connected to.</param>
    /// <param name="authority">The authorised name (PP2_TYPE_AUTHORITY).</param>
    /// <param name="identity">The link identity of the client's header. It is passed on only if it is exactly one link ID.</param>
    /// <param name="linkTlv">The TLV that carried it, passed on unchanged.</param>
    /// <returns>The header; null if it would exceed the maximum length. It is never sent without its link, because that would claim there was none.</returns>
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
