namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>A customer's endpoint that the company is to let in, accept or refuse.</summary>
/// <param name="Service">The service that it connects to.</param>
/// <param name="Reference">A short text by which operations recognise it, in clouds that carry a message.</param>
public sealed record ApprovalRequest(PublishedService Service, string Reference)
{
    /// <summary>The customer's account, subscription or project; null while it is unknown.</summary>
    public string? Account { get; init; }

    /// <summary>The link ID; null while it is unknown.</summary>
    public string? LinkId { get; init; }

    /// <summary>The service's own resource ID, where its alias does not hold it; null while it is unknown.</summary>
    public string? ResourceId { get; init; }
}
