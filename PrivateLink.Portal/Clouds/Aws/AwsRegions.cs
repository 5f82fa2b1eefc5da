using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>Allows endpoints in other regions if the service is open to them, but never from another partition.</summary>
internal sealed class AwsRegions : ICloudRegions
{
    public IReadOnlyList<string> Names { get; } = [.. AwsRegion.All.Select(region => region.Name)];

    public bool AreOpenedByService => true;

    public FieldReading Read(string typed) => AwsForm.Region(typed);

    public RegionReach Reach(PublishedService service, string region)
    {
        if (region == service.Region)
            return new(ReachKind.SameRegion, region, $"The service is in {region} too. Your endpoint needs at least one of its zones.");
        var (here, there) = (AwsRegion.PartitionOf(region), AwsRegion.PartitionOf(service.Region));
        if (here != there)
            return new(ReachKind.None, region, $"{region} is in the {here} partition of AWS and the service in the {there} one. Endpoints never cross between them.");
        return service.SupportedRegions.Contains(region)
            ? new(ReachKind.CrossRegion, region,
                $"The service is in {service.Region} and accepts endpoints from {region}. AWS carries the traffic between the regions, and no zone needs to match.")
            : RegionReach.NotOpened(service, region);
    }

    public string? MistakeInOpening(string serviceRegion, string opened) => AwsRegion.PartitionOf(opened) == AwsRegion.PartitionOf(serviceRegion)
        ? null
        : $"{opened} is in another partition of AWS than {serviceRegion}. Endpoints never cross between them.";
}
