using PrivateLink.Portal.Clouds.Forms;

namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>The private endpoint that a customer wants to create.</summary>
/// <param name="Service">The service that it connects to.</param>
/// <param name="Region">The region of the endpoint.</param>
/// <param name="Values">The values that the customer entered.</param>
/// <param name="Reference">A short text that identifies it to operations.</param>
/// <param name="GlobalAccess">GCP: clients in other regions use it.</param>
public sealed record EndpointRequest(PublishedService Service, string Region, FormValues Values, string Reference, bool GlobalAccess = false)
{
    /// <summary>The host names that must resolve to it.</summary>
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>Whether the service is in another region.</summary>
    public bool IsRemote => Region != Service.Region;

    /// <summary>The zones chosen for it. Empty if none were chosen.</summary>
    public IReadOnlyList<ChosenZone> Zones => ChosenZones.Of(Values);

    /// <summary>The IDs of its zones: the chosen ones, otherwise those of the service. Null if only the region's rules decide.</summary>
    public IReadOnlyList<string>? ZoneIds => Zones.Count > 0 ? [.. Zones.Select(zone => zone.Id)] : IsRemote ? null : Service.ZoneIds;

    /// <summary>The same zones, as words for a comment in generated text.</summary>
    public string EachZone => Zones.Count > 0 ? "each chosen zone" : "each zone of the service";

    /// <summary>
    /// Whether one file can contain the endpoint and its DNS records. If an endpoint waits for acceptance, its records have no target until then.
    /// </summary>
    public bool IsOneStep => Service.Acceptance == Acceptance.Open && Hosts.Count > 0;
}
