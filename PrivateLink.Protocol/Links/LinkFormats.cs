using PrivateLink.Protocol.Links.Alibaba;
using PrivateLink.Protocol.Links.Aws;
using PrivateLink.Protocol.Links.Azure;
using PrivateLink.Protocol.Links.Gcp;

namespace PrivateLink.Protocol.Links;

/// <summary>The formats of all clouds.</summary>
public static class LinkFormats
{
    private static readonly AwsLinkFormat Aws = new();
    private static readonly AzureLinkFormat Azure = new();
    private static readonly GcpLinkFormat Gcp = new();
    private static readonly AlibabaLinkFormat Alibaba = new();

    private static readonly LinkFormat?[] ByCloud = new LinkFormat?[byte.MaxValue + 1];
    private static readonly LinkFormat?[] ByType = new LinkFormat?[byte.MaxValue + 1];

    static LinkFormats()
    {
        foreach (var format in Enum.GetValues<CloudProvider>().Select(Of)) ByCloud[(byte)format.Cloud] = ByType[format.TlvType] = format;
    }

    /// <summary>Whether an ID is unique across the whole cloud, not only within one service.</summary>
    public static bool AreUniqueEverywhere(CloudProvider cloud) => Of(cloud).IsUniqueEverywhere;

    /// <summary>An example of the service ID in the cloud's header; null if the header carries none.</summary>
    public static string? ServiceIdExampleOf(CloudProvider cloud) => Of(cloud).ServiceIdExample;

    /// <summary>The only switch over clouds in this library. It has no default arm, so a cloud without a format does not compile.</summary>
    internal static LinkFormat Of(CloudProvider cloud) => cloud switch
    {
        CloudProvider.Aws => Aws,
        CloudProvider.Azure => Azure,
        CloudProvider.Gcp => Gcp,
        CloudProvider.Alibaba => Alibaba,
    };

    /// <summary>The format of a cloud; null for an unknown number, which a damaged file may hold.</summary>
    internal static LinkFormat? Find(CloudProvider cloud) => (uint)cloud <= byte.MaxValue ? ByCloud[(byte)cloud] : null;

    /// <summary>The format that uses a TLV type; null if no cloud uses it.</summary>
    internal static LinkFormat? OfTlv(byte type) => ByType[type];
}
