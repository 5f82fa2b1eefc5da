using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Zones;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>
/// An endpoint has an interface in each of its zones, and these must be zones of the service. All accounts see the same IDs, so the customer pastes
/// nothing.
/// </summary>
internal sealed partial class AlibabaZones : ICloudZones
{
    public string Example => "cn-hangzhou-i cn-hangzhou-j";

    public IPastedZones? Pasted => null;

    public string? MistakeIn(string region, IReadOnlyList<string> zoneIds, bool isPublished)
    {
        if (zoneIds.FirstOrDefault(id => RegionOf(id) is null) is { } wrong) return $"'{wrong}' is not a zone ID. Example: cn-hangzhou-i or ap-southeast-1a.";
        if (zoneIds.FirstOrDefault(id => RegionOf(id) != region) is { } foreign) return $"{foreign} is not in {region}.";
        return zoneIds.Count == 0 && isPublished ? "Enter the load balancer's zone IDs: customers in the same region need one in common." : null;
    }

    public string PurposeOf(bool isRemote) => isRemote
        ? "The endpoint is in another region than the service: check in your console which zones are offered there."
        : "The endpoint needs a vSwitch in a zone that the service is in, preferably in two.";

    public string ExplanationOf(string region) =>
        "Choose a vSwitch in each zone that you use. Zone IDs seem to be the same in every account; check in your console, when you choose the zones of the endpoint.";

    /// <summary>The region of a zone. Null if the text is not a zone ID.</summary>
    public static string? RegionOf(string zone) => ZoneId().Match(zone) is { Success: true } match ? match.Groups["region"].Value : null;

    /// <summary>A letter after the region, with a dash before it if the region ends in a letter.</summary>
    [GeneratedRegex("^(?:(?<region>[a-z]{2}-[a-z]{3,}(?:-[a-z]{3,})?-[0-9]{1,2})|(?<region>[a-z]{2}-[a-z]{3,}(?:-[a-z]{3,})?)-)[a-z]$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneId();
}
