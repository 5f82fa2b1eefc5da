namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>How wide the bars of a chart are: a round time, so that no bar is longer than anybody would say.</summary>
internal static class BarWidth
{
    /// <summary>What sums are kept by.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>More than anybody could tell apart; a span that was a round one when it was asked for has grown by the time it is counted.</summary>
    private const int MostBars = 61;

    private static readonly TimeSpan[] Round =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        Hour, TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(28),
    ];

    /// <param name="span">What the chart shows.</param>
    /// <param name="least">The narrowest that can be had.</param>
    public static TimeSpan Of(TimeSpan span, TimeSpan least) => Round.FirstOrDefault(width => width >= least && span / width <= MostBars, Round[^1]);

    /// <summary>The beginning of the bar that a time is in.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan width) => new(time.UtcTicks - (time.UtcTicks % width.Ticks), TimeSpan.Zero);

    public static DateTimeOffset Ceiling(DateTimeOffset time, TimeSpan width) => Floor(time.AddTicks(width.Ticks - 1), width);
}
