using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>How close a host is to allowing private links only.</summary>
/// <param name="Enabled">Whether it accepts connections at all: it is enabled, and its tenant is not suspended.</param>
public sealed record HostProtection(Guid Id, string Host, Guid TenantId, ResourceMode Mode, bool Enabled)
{
    /// <summary>When it got this mode.</summary>
    public required DateTime Since { get; init; }

    /// <summary>When its trial ends; null when there is no trial.</summary>
    public DateTime? TrialUntil { get; init; }

    /// <summary>Who enforced it; null if it is not enforced, or if that was not recorded.</summary>
    public string? EnforcedBy { get; init; }

    /// <summary>Who confirmed the enforcement after the trial; null if there was no trial.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>The host allows only listed links, permanently.</summary>
    public bool IsProtected => Mode == ResourceMode.Enforce && TrialUntil is null;

    /// <summary>Whether anyone on the internet can connect.</summary>
    public bool IsPublic => Enabled && Mode != ResourceMode.Enforce;
}
