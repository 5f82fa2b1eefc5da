using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>A private endpoint with an observation of its traffic to a host of its tenant. Queries filter on the pair.</summary>
internal sealed class EndpointObservation
{
    public required PrivateEndpoint Endpoint { get; init; }

    public required ResourceObservation Observation { get; init; }
}
