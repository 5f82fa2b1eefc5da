using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Clouds.Dns;

/// <summary>One record to create.</summary>
/// <param name="Name">Its full name.</param>
/// <param name="Zone">The private zone that it is in.</param>
/// <param name="Type">For example <c>A</c>.</param>
/// <param name="Value">The record's value, or a placeholder if it is unknown.</param>
/// <param name="Purpose">Why the record is needed.</param>
/// <param name="IsKnown">Whether the value can be copied as it is.</param>
public sealed record DnsRecord(string Name, string Zone, string Type, string Value, string Purpose, bool IsKnown);

/// <summary>How to make hosts resolve to a private endpoint.</summary>
/// <param name="Records">One row for each record. Empty if the cloud creates them.</param>
/// <param name="Recipe">How to create them.</param>
/// <param name="Notes">What to know before starting.</param>
public sealed record DnsPlan(IReadOnlyList<DnsRecord> Records, Recipe Recipe, IReadOnlyList<string> Notes)
{
    internal static IReadOnlyList<PrivateZone> ZonesOf(DnsRequest request) => PrivateZone.Of(request.Hosts);

    /// <summary>One row for each record.</summary>
    internal static IReadOnlyList<DnsRecord> RecordsOf(DnsRequest request, string type, string? value, string standIn, string purpose) =>
        [.. ZonesOf(request).SelectMany(zone => zone.Records).Select(record => new DnsRecord(record.Name, record.Zone, type, value ?? standIn, purpose, value is not null))];

    internal static IReadOnlyList<string> NotesOf(DnsRequest request)
    {
        var notes = new List<string>();
        foreach (var zone in ZonesOf(request).Where(zone => zone.Records.Any(record => record.IsWildcard)))
            notes.Add($"A wildcard needs the zone {zone.Name}, and that zone hides every public name below it from your network. Continue only if all of them are private.");
        notes.Add("Networks that are peered or on premises need the zone too: associate it with them, or forward their queries.");
        return notes;
    }
}
