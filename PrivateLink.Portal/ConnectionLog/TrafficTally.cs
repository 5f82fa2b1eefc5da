using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Counts the connections to a host since the last call. Not thread-safe.</summary>
public sealed class TrafficTally
{
    private Dictionary<(Verdict Verdict, Reason Reason), long> _before = [];

    /// <summary>The connections since the last call. If a kind was dropped meanwhile, it counts as zero.</summary>
    public SpokenTally Since(IReadOnlyList<HostTrafficRow> rows)
    {
        var now = rows.GroupBy(row => (row.Verdict, row.Reason)).ToDictionary(kind => kind.Key, kind => kind.Sum(row => row.Connections));
        var come = now.Select(kind => (kind.Key.Verdict, kind.Key.Reason, Connections: kind.Value - _before.GetValueOrDefault(kind.Key))).Where(kind => kind.Connections > 0);
        _before = now;
        return new(
            [
                .. come.GroupBy(kind => Outcomes.Of(kind.Verdict, ending: null)).Select(same => new TalliedOutcome(
                    same.Key, same.Sum(kind => kind.Connections), ReasonTable.Describe(same.MaxBy(kind => kind.Connections).Reason).Title, same.Count() > 1)),
            ],
            IsAtLeast: false);
    }
}
