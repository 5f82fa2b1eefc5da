using PrivateLink.Protocol.ProxyProtocol;

namespace PrivateLink.Protocol.Links;

/// <summary>Writes link IDs into headers. An extension, so that the header writer does not depend on clouds.</summary>
public static class LinkTlv
{
    /// <summary>The link ID in the encoding of its cloud (PROXY protocol specification 2.2.8, custom types).</summary>
    public static void Link(this ref ProxyProtocolWriter writer, LinkId linkId)
    {
        if (LinkFormats.Find(linkId.Cloud) is not { } format) writer.Refuse();
        else if (writer.TryReserveTlv(format.TlvType, format.LengthOf(linkId), out var value)) format.Write(linkId, value);
    }
}
