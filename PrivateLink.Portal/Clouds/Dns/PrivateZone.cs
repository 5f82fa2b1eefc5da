using PrivateLink.Portal.Clouds.Text;

namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>
/// A private zone: named exactly like a host, with its record at the top, so that no other name is shadowed. A wildcard needs the zone of
/// its suffix, which answers for everything below it. A host and the wildcard below it share one zone: a network cannot see two of a name.
/// </summary>
/// <param name="Name">The zone's name.</param>
/// <param name="Records">What is in it.</param>
public sealed record PrivateZone(string Name, IReadOnlyList<ZoneRecord> Records)
{
    /// <summary>The zone's name as an identifier of letters, digits and '-'.</summary>
    public string Identifier => HostIdentifier.Label(Name);

    public static IReadOnlyList<PrivateZone> Of(IEnumerable<string> hosts) =>
        [.. hosts.Select(ZoneRecord.Of).Distinct().GroupBy(record => record.Zone).Select(zone => new PrivateZone(zone.Key, [.. zone]))];
}

/// <summary>A record that leads to the endpoint.</summary>
/// <param name="Zone">The name of the zone that it is in.</param>
/// <param name="IsWildcard">Whether the record is <c>*</c> instead of the top.</param>
public sealed record ZoneRecord(string Zone, bool IsWildcard)
{
    /// <summary>Its full name.</summary>
    public string Name => IsWildcard ? "*." + Zone : Zone;

    /// <summary>Its name inside the zone, as Azure writes it.</summary>
    public string RelativeName => IsWildcard ? "*" : "@";

    /// <summary>What to enter as its name in a console that adds the zone's name by itself.</summary>
    public string NameInConsole => IsWildcard ? "named *" : "with an empty name";

    public static ZoneRecord Of(string host) => host.StartsWith("*.", StringComparison.Ordinal) ? new(host[2..], true) : new(host, false);
}
