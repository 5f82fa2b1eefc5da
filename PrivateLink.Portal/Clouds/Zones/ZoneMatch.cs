namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>What a customer does with one of the account's zones.</summary>
public enum ZoneUse
{
    /// <summary>Put a subnet of the endpoint there.</summary>
    Choose,

    /// <summary>The service is not in it.</summary>
    NotServed,

    /// <summary>No endpoint can be in it.</summary>
    Excluded,
}

/// <summary>One zone of the account.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Use">What to do with it.</param>
/// <param name="Why">Why not, when it is not to be chosen.</param>
public sealed record ZoneRow(Zone Zone, ZoneUse Use, string? Why);

/// <summary>An account's zones beside a service's.</summary>
/// <param name="Rows">Every zone of the account, those to choose first.</param>
/// <param name="Missing">Zones of the service that the account does not have, by ID.</param>
/// <param name="Warning">What is to be thought of before going on; null when there is nothing.</param>
public sealed record ZoneMatch(IReadOnlyList<ZoneRow> Rows, IReadOnlyList<string> Missing, string? Warning)
{
    /// <summary>Zones that cannot take part in cross-region endpoints.</summary>
    private static readonly string[] NotCrossRegion = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

    public IEnumerable<Zone> Chosen => Rows.Where(row => row.Use == ZoneUse.Choose).Select(row => row.Zone);

    /// <param name="zones">What the account has.</param>
    /// <param name="service">Whose zones count when the endpoint is in its region.</param>
    /// <param name="region">Where the endpoint will be.</param>
    public static ZoneMatch Of(IReadOnlyList<Zone> zones, PublishedService service, string region)
    {
        var isRemote = region != service.Region;
        var rows = zones.Select(zone => RowOf(zone, service, isRemote)).OrderBy(row => row.Use).ThenBy(row => row.Zone.Name, StringComparer.Ordinal).ToList();
        string[] missing = isRemote ? [] : [.. service.ZoneIds.Except(zones.Select(zone => zone.Id)).Order(StringComparer.Ordinal)];
        return new(rows, missing, WarningOf(rows, zones, service, region));
    }

    private static ZoneRow RowOf(Zone zone, PublishedService service, bool isRemote)
    {
        if (!zone.IsAvailabilityZone) return Excluded($"A {zone.Kind.Replace('-', ' ')} takes no endpoints of this kind.");
        if (zone.OptIn == "not-opted-in") return Excluded("Your account has not opted in to this zone.");
        if (zone.State is { } state && state != "available") return Excluded($"AWS says that this zone is {state}.");
        if (isRemote)
            return NotCrossRegion.Contains(zone.Id) ? Excluded("AWS does not allow cross-region endpoints in this zone.") : new(zone, ZoneUse.Choose, null);
        return service.ZoneIds.Contains(zone.Id) ? new(zone, ZoneUse.Choose, null) : new(zone, ZoneUse.NotServed, "The service is not in this zone: a subnet here would fail the whole command.");

        ZoneRow Excluded(string why) => new(zone, ZoneUse.Excluded, why);
    }

    private static string? WarningOf(List<ZoneRow> rows, IReadOnlyList<Zone> zones, PublishedService service, string region)
    {
        if (zones.Select(zone => zone.Region).FirstOrDefault(other => other != region) is { } elsewhere)
            return $"These are zones of {elsewhere}, and the endpoint will be in {region}. Run the command for {region}.";
        return rows.Count(row => row.Use == ZoneUse.Choose) switch
        {
            0 when region == service.Region => "None of the service's zones is open to your account, so an endpoint in this region is impossible. Ask us for another zone or region.",
            0 => "No zone is left in which AWS allows an endpoint from this region.",
            1 => "Only one zone is left. When it fails, your private path fails with it: ask us whether another zone is planned.",
            _ => null,
        };
    }
}
