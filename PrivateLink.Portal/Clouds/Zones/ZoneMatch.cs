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
    public IEnumerable<Zone> Chosen => Rows.Where(row => row.Use == ZoneUse.Choose).Select(row => row.Zone);
}
