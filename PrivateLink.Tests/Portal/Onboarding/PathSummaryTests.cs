using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>The summary is green only if there were admitted links and nothing else.</summary>
public class PathSummaryTests
{
    private static readonly DateTime Hour = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    private static ImpactPreview Preview(long admitted, long keptOut, long overPublicPath) => new(
        Hour,
        [new(Hour, admitted, keptOut)],
        [new(Reason.LinkMissing, "public", null, overPublicPath), new(Reason.LinkMismatch, "aws", "vpce-1", keptOut - overPublicPath)],
        [], null);

    [Fact]
    public void Of_NoTraffic_SaysNothing() => Assert.Null(PathSummary.Of(Preview(0, 0, 0), "day"));

    [Fact]
    public void Of_ListedLinksOnlyWhileTotalsCannotBeStored_IsNotGood()
    {
        var path = PathSummary.Of(Preview(3, 0, 0) with { NotCountedSince = Hour }, "day")!;

        Assert.Equal((false, "3"), (path.IsGood, path.Lead));
        Assert.Contains("It is not known how the others came.", path.Rest, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 0, 0, true, "3", "came through a listed link: DNS leads")]
    [InlineData(0, 79, 0, false, "79", "of 79 connections of the last day came through a link that the host does not list")]
    [InlineData(3, 1, 0, false, "1", "of 4 connections")]
    [InlineData(3, 1, 1, false, "25 %", "over the public path")]
    public void Of_Traffic_IsGoodOnlyThroughListedLinks(long admitted, long keptOut, long overPublicPath, bool isGood, string lead, string rest)
    {
        var path = PathSummary.Of(Preview(admitted, keptOut, overPublicPath), "day")!;

        Assert.Equal((isGood, lead), (path.IsGood, path.Lead));
        Assert.Contains(rest, path.Rest, StringComparison.Ordinal);
    }
}
