using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>The connections to a host that a save denies.</summary>
/// <param name="Question">The question to the person.</param>
/// <param name="Links">The links whose connections stop; null if any connection may stop.</param>
/// <param name="IsAtMost">Whether some of these connections may still be allowed, because they are not counted by name or service.</param>
public sealed record TrafficCut(string Question, IReadOnlyCollection<LinkId>? Links, bool IsAtMost)
{
    /// <summary>Whether clients are still allowed, but sent elsewhere.</summary>
    public bool LeadsElsewhere { get; init; }
}
