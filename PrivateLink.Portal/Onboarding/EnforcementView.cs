using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Onboarding;

/// <summary>A host that moves from Monitor to Enforce.</summary>
/// <param name="IsReached">Whether traffic has come to this host through one of its listed links.</param>
/// <param name="Preview">What enforcing would do.</param>
/// <param name="Trial">The trial in progress; null when there is none.</param>
/// <param name="LastOutcome">How the last trial ended; null when there was none.</param>
public sealed record EnforcementView(
    string Host, ResourceMode Mode, bool IsReached, ImpactPreview Preview, TrialView? Trial, TrialOutcome? LastOutcome, DateTime? LastEndedAt)
{
    public required string Tenant { get; init; }

    /// <summary>Why the host accepts no connections. If it accepts none, its mode has no effect.</summary>
    public required HostClosure Closure { get; init; }
}

/// <summary>A trial of enforcement.</summary>
/// <param name="StartedAt">When it began.</param>
/// <param name="MatchedAt">When a listed link was last allowed since it began; null if none was.</param>
public sealed record TrialView(DateTime StartedAt, DateTime Deadline, string StartedBy, DateTime? MatchedAt);

/// <summary>What a person agrees to when enforcing a host.</summary>
/// <param name="TypedHost">The host, typed out.</param>
/// <param name="Window">How long the trial runs.</param>
/// <param name="WithoutVerifiedLink">Explicit consent to enforce although no traffic has come through a listed link yet.</param>
public sealed record EnforcementConsent(string TypedHost, TimeSpan Window, bool WithoutVerifiedLink);
