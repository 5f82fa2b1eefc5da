namespace PrivateLink.Portal.Components.Shared;

/// <summary>The scale of a chart over time: at which share of its width a time is. Bars, what lies over them and what chooses among them ask the same one.</summary>
/// <param name="From">At the left edge.</param>
/// <param name="To">At the right edge; later than <paramref name="From"/>.</param>
public sealed record ChartScale(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>From 0 at the left edge to 1 at the right one; beyond them for other times.</summary>
    public double ShareOf(DateTimeOffset time) => (time - From) / (To - From);
}
