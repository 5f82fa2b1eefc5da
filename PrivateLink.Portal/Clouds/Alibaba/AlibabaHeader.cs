using System.Text;
using PrivateLink.Protocol.Links.Alibaba;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Builds the header of a listener that has all three IDs enabled.</summary>
internal static class AlibabaHeader
{
    /// <summary>The TLVs besides the one that carries the endpoint's ID.</summary>
    public static byte[] TlvsBeside(string vpc, string service) => [.. Tlv(AlibabaTlv.VpcId, vpc), .. Tlv(AlibabaTlv.ServiceId, service)];

    private static byte[] Tlv(byte subtype, string text) => [AlibabaTlv.Type, 0, (byte)(1 + text.Length), subtype, .. Encoding.ASCII.GetBytes(text)];
}
