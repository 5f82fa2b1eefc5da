using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>The private endpoint that a customer is about to create.</summary>
/// <param name="Service">What it connects to.</param>
/// <param name="Region">Where it will be.</param>
/// <param name="Values">What the customer typed.</param>
/// <param name="Reference">A short text by which operations recognise it.</param>
/// <param name="GlobalAccess">GCP: clients of other regions use it.</param>
public sealed record EndpointRequest(PublishedService Service, string Region, FormValues Values, string Reference, bool GlobalAccess = false)
{
    /// <summary>The names that are to lead to it.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether the service is in another region.</summary>
    public bool IsRemote => Region != Service.Region;

    /// <summary>The zones that were chosen for it; none as long as nobody has chosen.</summary>
    public IReadOnlyList<ChosenZone> Zones => ChosenZones.Of(Values);

    /// <summary>The zones to put it in, by ID: the chosen ones, else those of the service; null when its region's rules alone decide.</summary>
    public IReadOnlyList<string>? ZoneIds => Zones.Count > 0 ? [.. Zones.Select(zone => zone.Id)] : IsRemote ? null : Service.ZoneIds;

    /// <summary>These zones for a comment in generated text.</summary>
    public string EachZone => Zones.Count > 0 ? "each chosen zone" : "each zone of the service";

    /// <summary>Whether one file can hold the endpoint and its DNS records: if an endpoint waits for acceptance, its records would have no target until then.</summary>
    public bool IsOneStep => Service.Acceptance == Acceptance.Open && Hosts.Count > 0;
}
