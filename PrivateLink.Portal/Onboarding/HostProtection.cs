using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>How far a host is from letting in private links only.</summary>
/// <param name="Enabled">Whether it takes connections at all: it is switched on, and its tenant is not suspended.</param>
public sealed record HostProtection(Guid Id, string Host, Guid TenantId, ResourceMode Mode, bool Enabled)
{
    /// <summary>Since when it has this mode.</summary>
    public required DateTime Since { get; init; }

    /// <summary>When its trial ends; null when none runs.</summary>
    public DateTime? TrialUntil { get; init; }

    /// <summary>Who enforced it; null where it is not enforced, and where nobody is remembered.</summary>
    public string? EnforcedBy { get; init; }

    /// <summary>Who decided that it stays enforced after the trial; null where there was no trial.</summary>
    public string? ConfirmedBy { get; init; }

    /// <summary>Only listed links get in, and it stays so.</summary>
    public bool IsProtected => Mode == ResourceMode.Enforce && TrialUntil is null;

    /// <summary>Whether anybody on the internet gets in.</summary>
    public bool IsPublic => Enabled && Mode != ResourceMode.Enforce;
}
