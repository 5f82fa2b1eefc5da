using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Onboarding;

/// <summary>A one-time name that is to come through a private endpoint.</summary>
/// <param name="Name">The whole name.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="Commands">What to run inside the network.</param>
/// <param name="Arrivals">The links through which it came.</param>
public sealed record ClaimView(string Name, DateTime ExpiresAt, IReadOnlyList<Artefact> Commands, IReadOnlyList<ClaimArrival> Arrivals);

/// <summary>A link through which the name came.</summary>
/// <param name="Objection">Why it proves nothing; null when it is proof.</param>
public sealed record ClaimArrival(
    CloudProvider Cloud, string LinkId, DateTime Time, string? ClientAddress, string? EndpointAddress, string? Objection);
