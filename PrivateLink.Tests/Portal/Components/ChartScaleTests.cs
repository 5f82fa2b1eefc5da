using PrivateLink.Portal.Components.Shared;
using Xunit;

namespace PrivateLink.Tests.Portal.Components;

public class ChartScaleTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(15, 0.25)]
    [InlineData(60, 1)]
    [InlineData(-30, -0.5)]
    [InlineData(90, 1.5)]
    public void ShareOf_Time_IsItsPlaceBetweenTheEdges(int minutes, double share) =>
        Assert.Equal(share, new ChartScale(Noon, Noon.AddHours(1)).ShareOf(Noon.AddMinutes(minutes)), precision: 9);
}
