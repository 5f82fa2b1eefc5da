namespace PrivateLink.Portal.Publishing;

/// <summary>What the engine's settings and its traffic tell of a service's own side.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Listeners">The listeners bound to it.</param>
/// <param name="RequiresHeader">Whether all of them want a header.</param>
/// <param name="TrustsEveryone">Whether one of them believes everybody's headers.</param>
/// <param name="LinkSeen">When a link ID last came in at one of them.</param>
/// <param name="HeaderMissing">When a connection without a header last did.</param>
/// <param name="ProbeSeen">When a health check last did.</param>
/// <param name="UntrustedSeen">When somebody last tried who is not trusted.</param>
public sealed record ServiceEvidence(
    string Service, IReadOnlyList<string> Listeners, bool RequiresHeader, bool TrustsEveryone, DateTime? LinkSeen, DateTime? HeaderMissing, DateTime? ProbeSeen, DateTime? UntrustedSeen)
{
    /// <summary>Its ID, where the cloud's headers name it.</summary>
    public string? ServiceId { get; init; }
}
