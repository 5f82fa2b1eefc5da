using System.Text;
using PrivateLink.Protocol.Links.Alibaba;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Puts together what a listener writes that has all three IDs switched on.</summary>
internal static class AlibabaHeader
{
    /// <summary>The TLVs beside the one that carries the endpoint's ID.</summary>
    public static byte[] TlvsBeside(string vpc, string service) => [.. Tlv(AlibabaTlv.VpcId, vpc), .. Tlv(AlibabaTlv.ServiceId, service)];

    private static byte[] Tlv(byte subtype, string text) => [AlibabaTlv.Type, 0, (byte)(1 + text.Length), subtype, .. Encoding.ASCII.GetBytes(text)];
}
