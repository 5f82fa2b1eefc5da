namespace PrivateLink.Portal.Components.Shared;

/// <summary>The time scale of a chart: the position of a time as a share of its width. Bars, marks and selections all use the same scale.</summary>
/// <param name="From">The time at the left edge.</param>
/// <param name="To">The time at the right edge; later than <paramref name="From"/>.</param>
public sealed record ChartScale(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>From 0 at the left edge to 1 at the right one; outside this range for other times.</summary>
    public double ShareOf(DateTimeOffset time) => (time - From) / (To - From);
}
