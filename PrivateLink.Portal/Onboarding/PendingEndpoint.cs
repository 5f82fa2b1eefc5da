using PrivateLink.Portal.Clouds.Artefacts;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Onboarding;

/// <summary>What operations must do for a customer's endpoint.</summary>
public enum PendingKind
{
    /// <summary>Allow the account, so that the endpoint can be created.</summary>
    Allow,

    /// <summary>Approve or refuse the connection in the cloud, and assign the link ID if one is seen.</summary>
    Accept,

    /// <summary>The connection is approved, or needs no approval, but the customer has no link ID yet.</summary>
    Assign,

    /// <summary>Two tenants claim the same link, and both have more than a typed claim.</summary>
    Dispute,
}

/// <summary>An endpoint that waits for operations.</summary>
/// <param name="Commands">What to run on the provider's side.</param>
/// <param name="Holders">In a dispute, the other tenants that have the link. Only operations see them.</param>
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
    /// <summary>The stage of its request.</summary>
    public required ApprovalView Approval { get; init; }
}
