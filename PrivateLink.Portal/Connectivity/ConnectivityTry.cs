using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>The newest connection of a kind, as its reader may see it.</summary>
/// <param name="Time">When it came; the beginning of the hour if only the hour is known.</param>
/// <param name="IsExact">Whether the exact time is known, not only the hour.</param>
/// <param name="Outcome">The result of the connection.</param>
/// <param name="Description">Why it was denied, or how it failed; null if that is not known.</param>
/// <param name="Link">The link that it came through, or the part that the reader may know; null for the internet.</param>
/// <param name="Cloud">The link's cloud; null if no link may be shown.</param>
/// <param name="Id">The connection; null if only the hour is known.</param>
public sealed record ConnectivityTry(DateTimeOffset Time, bool IsExact, Outcome Outcome, ReasonDescription? Description, string? Link, CloudProvider? Cloud, long? Id)
{
    /// <summary>Whether the company keeps its link disabled, and that is why it was denied or would be denied now.</summary>
    public bool IsKeptOff { get; init; }

    /// <summary>Whether it carried a link ID that cannot be used: malformed, or one of several.</summary>
    public bool IsUnusable { get; init; }

    public bool IsDelivered => Outcome is Outcome.Allowed or Outcome.Audited;
}
