using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>The stage of a request for approval.</summary>
public enum ApprovalStage
{
    /// <summary>The endpoint has not been created yet.</summary>
    NotAsked,

    /// <summary>No approval is needed: the service accepts requests automatically.</summary>
    Automatic,

    /// <summary>The customer has created the endpoint, and the company must approve it.</summary>
    Asked,

    /// <summary>A cloud shows that the request has arrived.</summary>
    Seen,

    Approved,

    Refused,
}

/// <summary>The stage of a request for approval, for both sides.</summary>
/// <param name="Since">When the stage began; null before the request.</param>
/// <param name="By">Who stated it; null where it follows from the steps alone.</param>
/// <param name="Message">The message that came with it.</param>
public sealed record ApprovalView(ApprovalStage Stage, DateTime? Since, ApprovalSource? By, string? Message)
{
    /// <summary>Whether the company must act.</summary>
    public bool WaitsForUs => Stage is ApprovalStage.Asked or ApprovalStage.Seen;

    internal static ApprovalView Of(PrivateEndpoint endpoint, PublishedService service) => endpoint switch
    {
        { Approval: { } state } => new(StageOf(state), endpoint.ApprovalAt, endpoint.ApprovalBy, endpoint.ApprovalMessage),

        // Connections also came through endpoints that were created before approvals were recorded.
        { VerifiedAt: { } verified } => new(ApprovalStage.Approved, verified, ApprovalSource.Traffic, null),
        { CreatedInCloudAt: null } => new(ApprovalStage.NotAsked, null, null, null),
        { CreatedInCloudAt: { } asked } when KnownClouds.Of(endpoint.Cloud).ProviderSide.AcceptsByItself(service, endpoint.AllowedAt is not null) => new(ApprovalStage.Automatic, asked, null, null),
        { CreatedInCloudAt: { } asked } => new(ApprovalStage.Asked, asked, null, null),
    };

    private static ApprovalStage StageOf(ApprovalState state) => state switch
    {
        ApprovalState.Approved => ApprovalStage.Approved,
        ApprovalState.Refused => ApprovalStage.Refused,
        _ => ApprovalStage.Seen,
    };
}
