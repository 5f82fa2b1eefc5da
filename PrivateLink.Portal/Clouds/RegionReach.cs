namespace PrivateLink.Portal.Clouds;

/// <summary>How a network in a region reaches a service.</summary>
public enum ReachKind
{
    /// <summary>Endpoint and service are in the same region.</summary>
    SameRegion,

    /// <summary>The endpoint is in the network's region. The cloud carries its traffic to the service's region.</summary>
    CrossRegion,

    /// <summary>The endpoint is in the service's region. Clients reach it from their own region.</summary>
    GlobalAccess,

    /// <summary>It cannot be reached from there.</summary>
    None,
}

/// <summary>Whether and how a service can be reached from a region, by its cloud's rules.</summary>
/// <param name="Kind">How the service is reached.</param>
/// <param name="Region">Where to create the endpoint.</param>
/// <param name="Sentence">The same for a person, with the reason if it cannot be reached.</param>
public sealed record RegionReach(ReachKind Kind, string Region, string Sentence)
{
    public bool IsPossible => Kind != ReachKind.None;

    /// <summary>For clouds whose services list the regions from which they accept endpoints: the service does not list this region.</summary>
    internal static RegionReach NotOpened(PublishedService service, string region) => new(ReachKind.None, region,
        $"The service accepts endpoints from {InWords([service.Region, .. service.SupportedRegions])}, not from {region}. "
        + "Create the endpoint in one of these and connect your networks, or ask us to add your region.");

    private static string InWords(IReadOnlyList<string> regions) =>
        regions is [var only] ? only : $"{string.Join(", ", regions.Take(regions.Count - 1))} and {regions[^1]}";
}
