using PrivateLink.Portal.Clouds.Alibaba;
using PrivateLink.Portal.Clouds.Aws;
using PrivateLink.Portal.Clouds.Azure;
using PrivateLink.Portal.Clouds.Gcp;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Known;

/// <summary>Every cloud that the portal knows.</summary>
public static class KnownClouds
{
    private static readonly AwsCloud Aws = new();
    private static readonly AzureCloud Azure = new();
    private static readonly GcpCloud Gcp = new();
    private static readonly AlibabaCloud Alibaba = new();

    /// <summary>All clouds, in the order of the screens.</summary>
    public static IReadOnlyList<ICloud> All { get; } = [.. Enum.GetValues<CloudProvider>().Select(Of)];

    /// <summary>The portal's only switch over the clouds. It has no default arm, so a cloud without a module does not compile.</summary>
    public static ICloud Of(CloudProvider provider) => provider switch
    {
        CloudProvider.Aws => Aws,
        CloudProvider.Azure => Azure,
        CloudProvider.Gcp => Gcp,
        CloudProvider.Alibaba => Alibaba,
    };
}
