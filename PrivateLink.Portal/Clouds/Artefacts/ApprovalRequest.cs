namespace PrivateLink.Portal.Clouds.Artefacts;

/// <summary>A customer's endpoint that the company must allow, accept or refuse.</summary>
/// <param name="Service">The service that it connects to.</param>
/// <param name="Reference">A short text that identifies it to operations, in clouds that carry a message.</param>
public sealed record ApprovalRequest(PublishedService Service, string Reference)
{
    /// <summary>The customer's account, subscription or project. Null if unknown.</summary>
    public string? Account { get; init; }

    /// <summary>The link ID. Null if unknown.</summary>
    public string? LinkId { get; init; }

    /// <summary>The service's own resource ID, if its alias does not contain it. Null if unknown.</summary>
    public string? ResourceId { get; init; }
}
