using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>One kind of connection to a host, as one viewer may see it.</summary>
/// <param name="Verdict">Whether it was let in.</param>
/// <param name="Reason">Why.</param>
/// <param name="Listener">By which path it came.</param>
/// <param name="Link">The link that it came through, or what the viewer may know of it; null without one, or with one that cannot be read.</param>
/// <param name="Network">Where it came from; null when that is not known, or not the viewer's to know.</param>
/// <param name="Connections">How many.</param>
/// <param name="PerSecond">How many a second, over the last few.</param>
/// <param name="Last">When the last one came.</param>
public sealed record HostTrafficRow(Verdict Verdict, Reason Reason, string Listener, string? Link, string? Network, long Connections, double PerSecond, DateTimeOffset Last)
{
    /// <summary>Whether it was let in: also where it is only noted that it would not be.</summary>
    public bool IsLetIn => Verdict is Verdict.Allowed or Verdict.Audited;

    /// <summary>Everything is asked of the view, from which what its viewer may not see is gone.</summary>
    internal static HostTrafficRow Of(ConnectionView view, HostTrafficKind kind, DateTimeOffset now) => new(
        view.Verdict, view.Reason, view.Listener, view.LinkId?.ToString() ?? view.HiddenLink, view.Client is null ? null : kind.Network, kind.Count, kind.PerSecond(now), kind.Last);
}
