using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>How far a request to be connected is.</summary>
public enum ApprovalStage
{
    /// <summary>The endpoint has not been created yet.</summary>
    NotAsked,

    /// <summary>Nobody has to approve: the service accepts by itself.</summary>
    Automatic,

    /// <summary>The customer has created the endpoint, and the company has to approve it.</summary>
    Asked,

    /// <summary>The request is known to have arrived.</summary>
    Seen,

    Approved,

    Refused,
}

/// <summary>How far a request to be connected is, for both sides.</summary>
/// <param name="Since">Since when; null before it was asked.</param>
/// <param name="By">Whose word it is; null where it follows from the steps alone.</param>
/// <param name="Message">What was written with it.</param>
public sealed record ApprovalView(ApprovalStage Stage, DateTime? Since, ApprovalSource? By, string? Message)
{
    /// <summary>Whether the company has to act.</summary>
    public bool WaitsForUs => Stage is ApprovalStage.Asked or ApprovalStage.Seen;

    internal static ApprovalView Of(PrivateEndpoint endpoint, PublishedService service) => endpoint switch
    {
        { Approval: { } state } => new(StageOf(state), endpoint.ApprovalAt, endpoint.ApprovalBy, endpoint.ApprovalMessage),

        // Connections came through endpoints that are older than this state, too.
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
