using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Portal.Clouds.Text;
using PrivateLink.Portal.Clouds.Zones;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// Reads the pasted output of <c>aws ec2 describe-availability-zones</c> in any form. JSON may be whole, an array, filtered by <c>--query</c>, or one
/// object per line. YAML, text and tables work as well.
/// </summary>
internal sealed class AwsPastedZones : IPastedZones
{
    /// <summary>Longer than the output for any region with all its zones.</summary>
    internal const int LongestPaste = 262_144;

    /// <summary>Zones that cannot take part in cross-region endpoints.</summary>
    internal static readonly string[] NotCrossRegion = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

    public Artefact Command(string region) => new("AWS CLI", ArtefactLanguage.Shell, "list-zones.sh",
        $"""
        aws ec2 describe-availability-zones \
          --region {ShellText.Word(region)} \
          --filters Name=zone-type,Values=availability-zone \
          --output json

        """);

    public IReadOnlyList<string> ByHand(string region) =>
    [
        $"In the AWS console, switch to {region} and open EC2 > Dashboard.",
        "Under \"Service health\", the zones are listed with their names and IDs: copy the list, and paste it below.",
        "To see the zone of each subnet, open VPC > Subnets and read the column \"Availability Zone ID\". If it is missing, enable it in the list's preferences.",
    ];

    public ZoneReading Read(string? pasted)
    {
        var text = (pasted ?? "").Trim().Trim('\uFEFF', '`').Trim();
        if (text.Length == 0) return Wrong("Paste what the command printed.");
        if (text.Length > LongestPaste) return Wrong("This is far longer than the command's output. Paste its output alone.");

        var isJson = text[0] is '{' or '[' or '"';
        if (!isJson) return ReadingOf(AwsZoneText.Read(text), AwsZoneText.Words(text));
        return AwsZoneJson.TryRead(text, out var zones, out var words)
            ? ReadingOf(zones, words)
            : Wrong("This JSON is incomplete. Copy the whole output, from the first bracket to the last.");
    }

    private static ZoneReading ReadingOf(IReadOnlyList<Zone> zones, IReadOnlyCollection<string> words)
    {
        if (zones.Count > 0) return new([.. zones.DistinctBy(zone => zone.Id).OrderBy(zone => zone.Name, StringComparer.Ordinal)], null);
        if (words.Any(AwsZoneFacts.IsId))
            return Wrong("This contains zone IDs only, without their names. Omit --query, or include ZoneName with ZoneId.");
        if (words.Any(AwsZoneFacts.IsName))
            return Wrong("This contains zone names only. Names differ between accounts, so the IDs are needed. Omit --query, or include ZoneId with ZoneName.");
        return Wrong("This contains no zones. Run the command above and paste its whole output.");
    }

    private static ZoneReading Wrong(string error) => new([], error);

    public ZoneMatch Match(IReadOnlyList<Zone> zones, PublishedService service, string region)
    {
        var isRemote = region != service.Region;
        var rows = zones.Select(zone => RowOf(zone, service, isRemote)).OrderBy(row => row.Use).ThenBy(row => row.Zone.Name, StringComparer.Ordinal).ToList();
        string[] missing = isRemote ? [] : [.. service.ZoneIds.Except(zones.Select(zone => zone.Id)).Order(StringComparer.Ordinal)];
        var isElsewhere = zones.Any(zone => zone.Region is { } other && other != region); // the output says nothing about the zones of the right region
        return new(isElsewhere ? [] : rows, isElsewhere ? [] : missing, WarningOf(rows, zones, service, region));
    }

    private static ZoneRow RowOf(Zone zone, PublishedService service, bool isRemote)
    {
        if (!zone.IsAvailabilityZone) return Excluded($"A {zone.Kind.Replace('-', ' ')} does not support endpoints of this kind.");
        if (zone.OptIn == "not-opted-in") return Excluded("Your account has not opted in to this zone.");
        if (zone.State is { } state && state != "available") return Excluded($"AWS says that this zone is {state}.");
        if (isRemote)
            return NotCrossRegion.Contains(zone.Id) ? Excluded("AWS does not allow cross-region endpoints in this zone.") : new(zone, ZoneUse.Choose, null);
        return service.ZoneIds.Contains(zone.Id) ? new(zone, ZoneUse.Choose, null) : new(zone, ZoneUse.NotServed, "The service is not in this zone. A subnet here would make the whole command fail.");

        ZoneRow Excluded(string why) => new(zone, ZoneUse.Excluded, why);
    }

    private static string? WarningOf(List<ZoneRow> rows, IReadOnlyList<Zone> zones, PublishedService service, string region)
    {
        if (zones.Select(zone => zone.Region).FirstOrDefault(other => other != region) is { } elsewhere)
            return $"These are zones of {elsewhere}, and the endpoint will be in {region}. Run the command for {region}.";
        return rows.Count(row => row.Use == ZoneUse.Choose) switch
        {
            0 when region == service.Region => "Your account can use none of the service's zones, so you cannot create an endpoint in this region. Ask us for another zone or region.",
            0 => "There is no zone left in which AWS allows an endpoint from this region.",
            1 => "Only one zone is left. If it fails, your private path fails too. Ask us whether another zone is planned.",
            _ => null,
        };
    }
}
