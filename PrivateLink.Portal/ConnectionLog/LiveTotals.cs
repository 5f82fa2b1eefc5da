using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The number of recent connections.</summary>
/// <param name="Seconds">Each second of the last five minutes, oldest first. The last second is still in progress.</param>
/// <param name="PerSecond">Decisions per second, over the last few whole seconds.</param>
/// <param name="Since">The time from which they are counted; null for all five minutes.</param>
public sealed record LiveTotals(IReadOnlyList<SecondTotals> Seconds, double PerSecond, DateTimeOffset? Since)
{
    /// <summary>The totals for a filter with conditions on outcomes only. The log already has these counts.</summary>
    internal static LiveTotals Of(LiveCounters counters, ConnectionFilter filter)
    {
        if (filter.IsEverything) return new(counters.Seconds, counters.PerSecond, Since: null);
        var wanted = OutcomeValues.LeftBy(filter);
        return Of([.. counters.Seconds.Select(second => second.Only(wanted))], since: null);
    }

    internal static LiveTotals Of(SecondTotals[] seconds, DateTimeOffset? since) => new(seconds, OutcomeCounter.RateOf(seconds, since), since);
}
