using PrivateLink.Portal.PrivateEndpoints;

namespace PrivateLink.Portal.Resources;

/// <summary>A resource as it is, ready to be edited.</summary>
/// <param name="Version">Goes back with the edit, so that it does not overwrite somebody else's.</param>
public sealed record ResourceDetail(Guid Id, int Version, ResourceDraft Draft, string Tenant)
{
    /// <summary>Why it takes no connections, as it is saved.</summary>
    public HostClosure Closure { get; init; }

    /// <summary>Why the company switched the host off; null where it did not, or was not asked.</summary>
    public string? WhyOff { get; init; }

    /// <summary>Why the company switched links of it off.</summary>
    public IReadOnlyList<WhyLinkOff> WhyLinksOff { get; init; } = [];
}
