using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Connections through one of the customer's endpoints that were denied before the host was known. The name that they asked for is not part of it.</summary>
/// <param name="EndpointId">The private endpoint.</param>
/// <param name="Endpoint">The endpoint's name.</param>
/// <param name="Cloud">The link's cloud.</param>
/// <param name="Link">The link ID.</param>
/// <param name="Description">What was wrong with the name.</param>
/// <param name="Count">How many connections there were.</param>
public sealed record FailedName(Guid EndpointId, string Endpoint, CloudProvider Cloud, string Link, ReasonDescription Description, long Count)
{
    /// <summary>When the first came; the beginning of the hour if only the hour is known.</summary>
    public required DateTimeOffset First { get; init; }

    public required bool IsFirstExact { get; init; }

    /// <summary>When the last came; the beginning of the hour if only the hour is known.</summary>
    public required DateTimeOffset Last { get; init; }

    public required bool IsLastExact { get; init; }
}
