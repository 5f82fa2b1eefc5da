using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// The title of a private endpoint: its given name, or else its purpose, such as "AWS us-east-1 for initech.my-saas.io". The name of the company's
/// service would tell its users nothing.
/// </summary>
public static class EndpointTitle
{
    /// <param name="endpoint">The endpoint.</param>
    /// <param name="service">Its service.</param>
    /// <param name="hosts">The hosts that list it now.</param>
    public static string Of(PrivateEndpoint endpoint, PrivateLinkService service, IReadOnlyList<string> hosts)
    {
        var region = RegionOf(endpoint, service);
        var isGone = hosts.Count == 0 && endpoint.Name.StartsWith(Place(endpoint.Cloud, region), StringComparison.Ordinal);
        return isGone || !IsMade(endpoint, service) ? endpoint.Name : For(endpoint.Cloud, region, hosts);
    }

    /// <summary>
    /// Whether its people have not named it. Its name was then generated at the start, perhaps by an older version. Its hosts may have changed since.
    /// </summary>
    public static bool IsMade(PrivateEndpoint endpoint, PrivateLinkService service)
    {
        var region = RegionOf(endpoint, service);
        return endpoint.Name.Length == 0
            || endpoint.Name.StartsWith($"{Place(endpoint.Cloud, region)} for ", StringComparison.Ordinal)
            || endpoint.Name == $"{service.Name} from {region}";
    }

    /// <summary>The name of a new endpoint for these hosts.</summary>
    public static string For(CloudProvider cloud, string region, IReadOnlyList<string> hosts)
    {
        var place = Place(cloud, region);
        if (hosts.Count == 0) return place;
        var more = hosts.Count == 1 ? "" : $" and {hosts.Count - 1} more";
        var room = PrivateEndpoint.NameLength - place.Length - " for ".Length - more.Length;
        return $"{place} for {(hosts[0].Length <= room ? hosts[0] : hosts[0][..(room - 1)] + "…")}{more}";
    }

    private static string RegionOf(PrivateEndpoint endpoint, PrivateLinkService service) =>
        endpoint.ClientRegion ?? (endpoint.Region.Length > 0 ? endpoint.Region : service.Region);

    private static string Place(CloudProvider cloud, string region) => $"{KnownClouds.Of(cloud).Words.Name} {region}";
}
