using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>A private endpoint, and what came through it to a host of its tenant: a pair that queries ask about.</summary>
internal sealed class EndpointObservation
{
    public required PrivateEndpoint Endpoint { get; init; }

    public required ResourceObservation Observation { get; init; }
}
