namespace PrivateLink.Portal.Publishing;

/// <summary>What the engine's settings and traffic show about the provider's side of a service.</summary>
/// <param name="Service">Its name.</param>
/// <param name="Listeners">The listeners bound to it.</param>
/// <param name="RequiresHeader">Whether all of them require a header.</param>
/// <param name="TrustsEveryone">Whether one of them accepts headers from any peer.</param>
/// <param name="LinkSeen">When one of them last received a link ID.</param>
/// <param name="HeaderMissing">When one of them last received a connection without a header.</param>
/// <param name="ProbeSeen">When one of them last received a health check.</param>
/// <param name="UntrustedSeen">When an untrusted peer last tried to connect.</param>
public sealed record ServiceEvidence(
    string Service, IReadOnlyList<string> Listeners, bool RequiresHeader, bool TrustsEveryone, DateTime? LinkSeen, DateTime? HeaderMissing, DateTime? ProbeSeen, DateTime? UntrustedSeen)
{
    /// <summary>The service's ID, if the cloud's headers contain it.</summary>
    public string? ServiceId { get; init; }
}
