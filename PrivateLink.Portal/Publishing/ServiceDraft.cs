using PrivateLink.Portal.Clouds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Publishing;

/// <summary>What operations type into the form of a private link service, valid or not.</summary>
public sealed class ServiceDraft
{
    public string Name { get; set; } = "";

    public CloudProvider? Cloud { get; set; }

    public string Alias { get; set; } = "";

    public string CloudResourceId { get; set; } = "";

    public string ZoneIds { get; set; } = "";

    public string SupportedRegions { get; set; } = "";

    public string Ports { get; set; } = "443";

    public Acceptance Acceptance { get; set; } = Acceptance.Open;

    public string PrivateDnsName { get; set; } = "";

    public string Instructions { get; set; } = "";

    public bool Published { get; set; }
}

/// <summary>A private link service as operations see it.</summary>
/// <param name="Listeners">The listeners that are bound to it.</param>
public sealed record ServiceDetail(Guid Id, int Version, string Region, ServiceDraft Draft, IReadOnlyList<string> Listeners, int PrivateEndpoints);
