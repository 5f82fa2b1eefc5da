using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>The connections to a host that a save denies.</summary>
/// <param name="Question">Whether to do it.</param>
/// <param name="Links">The links whose connections go; null when it can be every connection.</param>
/// <param name="IsAtMost">Whether some of these connections may still be let in: they are counted neither by name nor by service.</param>
public sealed record TrafficCut(string Question, IReadOnlyCollection<LinkId>? Links, bool IsAtMost)
{
    /// <summary>Whether clients are let in as before, and led elsewhere.</summary>
    public bool LeadsElsewhere { get; init; }
}
