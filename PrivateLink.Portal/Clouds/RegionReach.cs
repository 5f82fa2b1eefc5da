using System.Diagnostics;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.Clouds;

/// <summary>How a network in some region comes to a service.</summary>
public enum ReachKind
{
    /// <summary>Endpoint and service are in the same region.</summary>
    SameRegion,

    /// <summary>The endpoint is where the network is; the cloud carries it to the service's region.</summary>
    CrossRegion,

    /// <summary>The endpoint is in the service's region, and clients reach it there from theirs.</summary>
    GlobalAccess,

    /// <summary>Not from there.</summary>
    None,
}

/// <summary>Whether and how a service can be reached from a region, by its cloud's rules.</summary>
/// <param name="Kind">The way.</param>
/// <param name="Region">Where the endpoint is to be created.</param>
/// <param name="Sentence">The same for a person, with the reason when there is no way.</param>
public sealed record RegionReach(ReachKind Kind, string Region, string Sentence)
{
    public bool IsPossible => Kind != ReachKind.None;

    public static RegionReach From(PublishedService service, string region) => service.Cloud switch
    {
        CloudProvider.Aws => Aws(service, region),
        CloudProvider.Azure => Azure(service, region),
        CloudProvider.Gcp => Gcp(service, region),
        _ => throw new UnreachableException(),
    };

    private static RegionReach Aws(PublishedService service, string region)
    {
        if (region == service.Region)
            return new(ReachKind.SameRegion, region, $"The service is in {region} too. Your endpoint needs at least one zone in common with it.");
        var (here, there) = (AwsRegion.PartitionOf(region), AwsRegion.PartitionOf(service.Region));
        if (here != there)
            return new(ReachKind.None, region, $"{region} is in the {here} partition of AWS and the service in the {there} one. Endpoints never cross between them.");
        if (service.SupportedRegions.Contains(region))
            return new(ReachKind.CrossRegion, region,
                $"The service is in {service.Region} and takes endpoints from {region}. AWS carries the traffic between the regions, and no zone needs to match.");
        return new(ReachKind.None, region,
            $"The service takes endpoints from {InWords([service.Region, .. service.SupportedRegions])}, not from {region}. "
            + "Create the endpoint in one of these and connect your networks, or ask us to add your region.");
    }

    private static RegionReach Azure(PublishedService service, string region)
    {
        if (region == service.Region) return new(ReachKind.SameRegion, region, $"The service is in {region} too.");
        return IsSovereign(region) == IsSovereign(service.Region)
            ? new(ReachKind.CrossRegion, region, $"The service is in {service.Region}. A private endpoint in any public region of Azure reaches it.")
            : new(ReachKind.None, region, $"{region} and {service.Region} are in different Azure clouds. Private endpoints never cross between them.");
    }

    private static RegionReach Gcp(PublishedService service, string region) => region == service.Region
        ? new(ReachKind.SameRegion, region, $"The service is in {region} too.")
        : new(ReachKind.GlobalAccess, service.Region,
            $"The endpoint must be in {service.Region}, the service's region. Clients in {region} reach it there with global access, if the service allows it: ask us.");

    private static bool IsSovereign(string region) =>
        region.StartsWith("usgov", StringComparison.Ordinal) || region.StartsWith("usdod", StringComparison.Ordinal) || region.StartsWith("china", StringComparison.Ordinal);

    private static string InWords(IReadOnlyList<string> regions) =>
        regions is [var only] ? only : $"{string.Join(", ", regions.Take(regions.Count - 1))} and {regions[^1]}";
}
