using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>
/// A private zone with exactly the name of a host. Its record is at the top, so the zone hides no other name. A wildcard needs the zone of its
/// suffix, which answers for all names below it. A host and the wildcard below it share a zone. A network cannot see two zones of the same name.
/// </summary>
/// <param name="Name">The zone's name.</param>
/// <param name="Records">The records in the zone.</param>
public sealed record PrivateZone(string Name, IReadOnlyList<ZoneRecord> Records)
{
    /// <summary>The zone's name as an identifier of letters, digits and '-'.</summary>
    public string Identifier => HostIdentifier.Label(Name);

    public static IReadOnlyList<PrivateZone> Of(IEnumerable<string> hosts) =>
        [.. hosts.Select(ZoneRecord.Of).Distinct().GroupBy(record => record.Zone).Select(zone => new PrivateZone(zone.Key, [.. zone]))];
}

/// <summary>A record that points to the endpoint.</summary>
/// <param name="Zone">The name of the zone that it is in.</param>
/// <param name="IsWildcard">Whether the record is <c>*</c> instead of the top.</param>
public sealed record ZoneRecord(string Zone, bool IsWildcard)
{
    /// <summary>Its full name.</summary>
    public string Name => IsWildcard ? "*." + Zone : Zone;

    /// <summary>Its name inside the zone, as Azure writes it.</summary>
    public string RelativeName => IsWildcard ? "*" : "@";

    /// <summary>The name to enter in a console that appends the zone's name.</summary>
    public string NameInConsole => IsWildcard ? "named *" : "with an empty name";

    public static ZoneRecord Of(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? new(host[2..], true) : new(host, false);
}
