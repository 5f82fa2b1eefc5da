using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.History;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>One bar: the connections of some hours, by outcome.</summary>
public sealed class HourBar(DateTimeOffset from, DateTimeOffset to)
{
    private readonly Dictionary<Outcome, long> _counts = [];

    public DateTimeOffset From { get; } = from;

    /// <summary>Exclusive.</summary>
    public DateTimeOffset To { get; } = to;

    public long Total => _counts.Values.Sum();

    public long Of(Outcome outcome) => _counts.GetValueOrDefault(outcome);

    /// <summary>Without gaps, and never more bars than anybody could tell apart: of long spans several hours make one.</summary>
    public static IReadOnlyList<HourBar> Of(IReadOnlyList<HourSum> hours, int most)
    {
        if (hours.Count == 0) return [];
        var (first, last) = (hours.Min(sum => sum.Hour), hours.Max(sum => sum.Hour));
        var count = (int)(last - first).TotalHours + 1;
        var width = (count + most - 1) / most;
        var bars = Enumerable.Range(0, (count + width - 1) / width)
            .Select(index => new HourBar(At(first, index * width), At(first, (index + 1) * width))).ToList();
        foreach (var sum in hours)
        {
            var bar = bars[(int)(sum.Hour - first).TotalHours / width];
            bar._counts[sum.Outcome] = bar.Of(sum.Outcome) + sum.Connections;
        }

        return bars;
    }

    private static DateTimeOffset At(DateTime first, int hours) => new(DateTime.SpecifyKind(first.AddHours(hours), DateTimeKind.Utc));
}
