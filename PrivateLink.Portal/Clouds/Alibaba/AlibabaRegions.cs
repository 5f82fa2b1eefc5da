using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>Allows endpoints in other regions if the service is open to them.</summary>
internal sealed partial class AlibabaRegions : ICloudRegions
{
    public IReadOnlyList<string> Names { get; } =
    [
        "cn-hangzhou", "cn-shanghai", "cn-nanjing", "cn-fuzhou", "cn-qingdao", "cn-beijing", "cn-zhangjiakou", "cn-huhehaote", "cn-wulanchabu",
        "cn-shenzhen", "cn-heyuan", "cn-guangzhou", "cn-chengdu", "cn-hongkong",
        "ap-southeast-1", "ap-southeast-3", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ap-northeast-1", "ap-northeast-2",
        "us-east-1", "us-west-1", "na-south-1", "eu-central-1", "eu-west-1", "me-east-1", "me-central-1",
    ];

    public bool AreOpenedByService => true;

    public FieldReading Read(string typed)
    {
        var text = typed.Trim().ToLowerInvariant();
        if (RegionName().IsMatch(text)) return FieldReading.Found(text);
        return AlibabaZones.RegionOf(text) is { } region
            ? FieldReading.Wrong($"This is a zone. Its region is {region}.")
            : FieldReading.Wrong("A region of Alibaba Cloud looks like cn-hangzhou or ap-southeast-1.");
    }

    public RegionReach Reach(PublishedService service, string region)
    {
        if (region == service.Region)
            return new(ReachKind.SameRegion, region, $"The service is in {region} too. Your endpoint needs a vSwitch in a zone of the service.");
        return service.SupportedRegions.Contains(region)
            ? new(ReachKind.CrossRegion, region,
                $"The service is in {service.Region} and accepts endpoints from {region}. Check in your cloud which zones are offered there.")
            : RegionReach.NotOpened(service, region);
    }

    public string? MistakeInOpening(string serviceRegion, string opened) => null;

    [GeneratedRegex("^[a-z]{2}-[a-z]{3,}(?:-[a-z]{3,})?(?:-[0-9]{1,2})?$", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();
}
