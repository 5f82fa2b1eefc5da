using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Zones;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// An endpoint in the service's region needs a subnet in a zone of the service's load balancer. Zone names differ between accounts.
/// </summary>
internal sealed partial class AwsZones : ICloudZones
{
    public string Example => "use1-az2 use1-az4";

    public IPastedZones? Pasted { get; } = new AwsPastedZones();

    public string? MistakeIn(string region, IReadOnlyList<string> zoneIds, bool isPublished)
    {
        if (zoneIds.FirstOrDefault(id => !ZoneId().IsMatch(id)) is { } wrong)
            return $"'{wrong}' is not a zone ID. Example: use1-az4; names like us-east-1a differ from account to account.";
        if (AwsRegion.Find(region)?.ZonePrefix is { } prefix && zoneIds.FirstOrDefault(id => !id.StartsWith(prefix + "-", StringComparison.Ordinal)) is { } foreign)
            return $"{foreign} is not in {region}, whose zone IDs start with {prefix}-.";
        return zoneIds.Count == 0 && isPublished ? "Enter the load balancer's zone IDs: customers in the same region need one of them." : null;
    }

    public string PurposeOf(bool isRemote) => isRemote
        ? "The endpoint and the service are in different regions. You can use any of your zones, except for a few that AWS excludes."
        : "The endpoint needs a subnet in a zone that the service is in, preferably in two.";

    public string ExplanationOf(string region) =>
        $"Zone names such as {region}a can mean different places in different accounts. Zone IDs are the same in every account. "
        + "Run this in the endpoint's account and paste the output. If you know your zone IDs, you can continue without it.";

    [GeneratedRegex("^[a-z]{3,6}[0-9]-az[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneId();
}
