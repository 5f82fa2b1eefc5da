using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>One kind of connection to a host, as one viewer may see it.</summary>
/// <param name="Verdict">Whether it was allowed.</param>
/// <param name="Reason">The reason.</param>
/// <param name="Listener">The listener that it came through.</param>
/// <param name="Link">The link, or the part that the viewer may know; null without one, or if it is malformed.</param>
/// <param name="Network">The network of the client; null if it is not known or the viewer may not know it.</param>
/// <param name="Connections">How many.</param>
/// <param name="PerSecond">The rate per second, over the last few seconds.</param>
/// <param name="Last">When the last one came.</param>
public sealed record HostTrafficRow(Verdict Verdict, Reason Reason, string Listener, string? Link, string? Network, long Connections, double PerSecond, DateTimeOffset Last)
{
    /// <summary>Whether it was allowed or audited.</summary>
    public bool IsLetIn => Verdict is Verdict.Allowed or Verdict.Audited;

    /// <summary>Reads only the view, which hides what its viewer may not see.</summary>
    internal static HostTrafficRow Of(ConnectionView view, HostTrafficKind kind, DateTimeOffset now) => new(
        view.Verdict, view.Reason, view.Listener, view.LinkId?.ToString() ?? view.HiddenLink, view.Client is null ? null : kind.Network, kind.Count, kind.PerSecond(now), kind.Last);
}
