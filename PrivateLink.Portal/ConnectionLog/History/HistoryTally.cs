using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Adds up counts from roll-ups and from rows.</summary>
internal sealed class HistoryTally
{
    private readonly DateTimeOffset _first;
    private readonly TimeSpan _width;
    private readonly HistoryBar[] _bars;

    public HistoryTally(DateTimeOffset from, DateTimeOffset to, TimeSpan width)
    {
        (_first, _width) = (BarWidth.Floor(from, width), width);
        var count = (int)((BarWidth.Ceiling(to, width) - _first) / width);
        _bars = [.. Enumerable.Range(0, count).Select(bar => new HistoryBar(bar == 0 ? from : _first + (bar * width), bar == count - 1 ? to : _first + ((bar + 1) * width)))];
    }

    public DateTimeOffset First => _first;

    public TimeSpan Width => _width;

    public IReadOnlyList<HistoryBar> Bars => _bars;

    public Dictionary<Reason, long> Reasons { get; } = [];

    public Dictionary<Guid, long> Resources { get; } = [];

    public Dictionary<string, long> Links { get; } = new(StringComparer.Ordinal);

    public void Add(DateTimeOffset time, Outcome outcome, long connections) =>
        _bars[Math.Clamp((int)((time - _first) / _width), 0, _bars.Length - 1)].Add(outcome, connections);

    /// <summary>The entries with the highest sums.</summary>
    public static IEnumerable<KeyValuePair<T, long>> Top<T>(Dictionary<T, long> sums, int count)
        where T : notnull => sums.Where(sum => sum.Value > 0).OrderByDescending(sum => sum.Value).Take(count);

    public static void Add<T>(Dictionary<T, long> sums, T key, long connections)
        where T : notnull => sums[key] = sums.GetValueOrDefault(key) + connections;
}
