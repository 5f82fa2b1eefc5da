using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Onboarding;

/// <summary>What operations have to do for a customer's endpoint.</summary>
public enum PendingKind
{
    /// <summary>Let the account in, so that the endpoint can be created.</summary>
    Allow,

    /// <summary>Approve or refuse the connection in the cloud, and perhaps assign the link ID that is seen.</summary>
    Accept,

    /// <summary>The connection is approved, or needs no approval, and the customer has no link ID yet.</summary>
    Assign,

    /// <summary>Two tenants say that a link is theirs, and both have more than typed it.</summary>
    Dispute,
}

/// <summary>An endpoint that waits for operations.</summary>
/// <param name="Commands">What to run on the provider's side.</param>
/// <param name="Holders">In a dispute: the other tenants that have the link. Only operations see them.</param>
public sealed record PendingEndpoint(
    Guid Id,
    PendingKind Kind,
    string Name,
    string Tenant,
    CloudProvider Cloud,
    string Service,
    string? Account,
    string? LinkId,
    string Reference,
    DateTime Since,
    IReadOnlyList<Artefact> Commands,
    IReadOnlyList<string> Holders)
{
    /// <summary>How far its request is.</summary>
    public required ApprovalView Approval { get; init; }
}
