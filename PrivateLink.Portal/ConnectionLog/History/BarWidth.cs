namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>The width of a chart's bars: always a round time that people can easily name.</summary>
internal static class BarWidth
{
    /// <summary>The period of the hourly sums.</summary>
    public static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>More bars would be too narrow to read. One extra, because a round span grows between the request and the count.</summary>
    private const int MostBars = 61;

    private static readonly TimeSpan[] Round =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        Hour, TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12), TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(28),
    ];

    /// <param name="span">The span that the chart shows.</param>
    /// <param name="least">The narrowest width that is possible.</param>
    public static TimeSpan Of(TimeSpan span, TimeSpan least) => Round.FirstOrDefault(width => width >= least && span / width <= MostBars, Round[^1]);

    /// <summary>The start of the bar that contains a time.</summary>
    public static DateTimeOffset Floor(DateTimeOffset time, TimeSpan width) => new(time.UtcTicks - (time.UtcTicks % width.Ticks), TimeSpan.Zero);

    public static DateTimeOffset Ceiling(DateTimeOffset time, TimeSpan width) => Floor(time.AddTicks(width.Ticks - 1), width);
}
