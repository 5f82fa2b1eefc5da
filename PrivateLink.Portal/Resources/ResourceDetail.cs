using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.Resources;

/// <summary>A resource, ready for editing.</summary>
/// <param name="Version">Sent back with the edit, so that it does not overwrite another person's change.</param>
public sealed record ResourceDetail(Guid Id, int Version, ResourceDraft Draft, string Tenant)
{
    /// <summary>Why it accepts no connections, as saved.</summary>
    public HostClosure Closure { get; init; }

    /// <summary>Why the company disabled the host; null if it did not, or if no reason was recorded.</summary>
    public string? WhyOff { get; init; }

    /// <summary>Why the company disabled its links.</summary>
    public IReadOnlyList<WhyLinkOff> WhyLinksOff { get; init; } = [];
}
