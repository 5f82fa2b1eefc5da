using System.Net;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Operations;

/// <summary>A listener as operations see it.</summary>
/// <param name="Name">Its name in the configuration.</param>
/// <param name="Address">What is bound; null when it is not.</param>
/// <param name="Options">Its settings; not to be changed.</param>
/// <param name="TrustsEveryone">Whether anyone's PROXY header is believed.</param>
/// <param name="Counts">Its decisions of the last minutes by outcome and reason.</param>
/// <param name="Peers">Who came, the latest first.</param>
public sealed record ListenerReport(
    string Name, IPEndPoint? Address, ListenerOptions Options, bool TrustsEveryone, IReadOnlyList<ListenerCount> Counts, IReadOnlyList<ObservedPeer> Peers)
{
    public long Of(Outcome outcome) => Counts.Where(count => count.Outcome == outcome).Sum(count => count.Connections);

    public long Of(Reason reason) => Counts.Where(count => count.Reason == reason).Sum(count => count.Connections);

    public long Spoofed => Counts.Where(count => ReasonTable.Describe(count.Reason).IsSpoofing).Sum(count => count.Connections);

    public long Total => Counts.Sum(count => count.Connections);
}

/// <param name="Connections">Decided in the last <see cref="TrafficCounters.Seconds"/> seconds.</param>
public sealed record ListenerCount(Outcome Outcome, Reason Reason, long Connections);
