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

    /// <summary>A region of a cloud whose services name the regions that they take endpoints from, and that this one does not name.</summary>
    internal static RegionReach NotOpened(PublishedService service, string region) => new(ReachKind.None, region,
        $"The service accepts endpoints from {InWords([service.Region, .. service.SupportedRegions])}, not from {region}. "
        + "Create the endpoint in one of these and connect your networks, or ask us to add your region.");

    private static string InWords(IReadOnlyList<string> regions) =>
        regions is [var only] ? only : $"{string.Join(", ", regions.Take(regions.Count - 1))} and {regions[^1]}";
}
