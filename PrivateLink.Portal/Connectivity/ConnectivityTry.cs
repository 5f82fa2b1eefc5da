using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>The newest connection of a kind, as its reader may see it.</summary>
/// <param name="Time">When; the beginning of its hour where only that is known.</param>
/// <param name="IsExact">Whether the time is more than its hour.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Description">Why it was denied, or how it failed; null where that is not known.</param>
/// <param name="Link">The link that it came through, or what the reader may know of it; null for one over the internet.</param>
/// <param name="Cloud">The link's cloud; null without a link that may be shown.</param>
/// <param name="Id">The connection; null where only the hour is known.</param>
public sealed record ConnectivityTry(DateTimeOffset Time, bool IsExact, Outcome Outcome, ReasonDescription? Description, string? Link, CloudProvider? Cloud, long? Id)
{
    /// <summary>Whether it was denied because its link is disabled, and the company keeps the link off.</summary>
    public bool IsKeptOff { get; init; }

    public bool IsDelivered => Outcome is Outcome.Allowed or Outcome.Audited;
}
