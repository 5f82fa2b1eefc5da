namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>What a customer should do with one of the account's zones.</summary>
public enum ZoneUse
{
    /// <summary>Put a subnet of the endpoint there.</summary>
    Choose,

    /// <summary>The service is not in this zone.</summary>
    NotServed,

    /// <summary>No endpoint can be in this zone.</summary>
    Excluded,
}

/// <summary>One zone of the account.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Use">What to do with it.</param>
/// <param name="Why">Why the zone should not be chosen, if that is so.</param>
public sealed record ZoneRow(Zone Zone, ZoneUse Use, string? Why);

/// <summary>An account's zones compared with a service's.</summary>
/// <param name="Rows">Every zone of the account. Zones to choose come first.</param>
/// <param name="Missing">Zones of the service that the account does not have, by ID.</param>
/// <param name="Warning">A warning to consider before continuing. Null if there is none.</param>
public sealed record ZoneMatch(IReadOnlyList<ZoneRow> Rows, IReadOnlyList<string> Missing, string? Warning)
{
    public IEnumerable<Zone> Chosen => Rows.Where(row => row.Use == ZoneUse.Choose).Select(row => row.Zone);
}
