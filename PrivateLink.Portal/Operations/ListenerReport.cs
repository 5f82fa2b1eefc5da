using System.Net;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Operations;

/// <summary>A listener as operations see it.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Address">The bound address; null when the listener is not bound.</param>
/// <param name="Options">Its settings; must not be changed.</param>
/// <param name="TrustsEveryone">Whether it trusts a PROXY header from any peer.</param>
/// <param name="Counts">Its recent decisions, by outcome and reason.</param>
/// <param name="Peers">The peers that connected, the latest first.</param>
public sealed record ListenerReport(
    string Name, IPEndPoint? Address, ListenerOptions Options, bool TrustsEveryone, IReadOnlyList<ListenerCount> Counts, IReadOnlyList<ObservedPeer> Peers)
{
    public long Of(Outcome outcome) => Counts.Where(count => count.Outcome == outcome).Sum(count => count.Connections);

    public long Of(Reason reason) => Counts.Where(count => count.Reason == reason).Sum(count => count.Connections);

    public long Spoofed => Counts.Where(count => ReasonTable.Describe(count.Reason).IsSpoofing).Sum(count => count.Connections);

    public long Total => Counts.Sum(count => count.Connections);
}

/// <param name="Connections">Connections decided in the last <see cref="TrafficCounters.Seconds"/> seconds.</param>
public sealed record ListenerCount(Outcome Outcome, Reason Reason, long Connections);
