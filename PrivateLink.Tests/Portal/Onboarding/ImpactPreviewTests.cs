using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Onboarding;

/// <summary>What enforcing would block, based on past traffic.</summary>
public class ImpactPreviewTests
{
    private const string Listed = "vpce-08d2bf15fac5001c9";

    private static readonly DateTime Now = new(2026, 3, 1, 12, 30, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(Reason.LinkMatched, Listed, null)]
    [InlineData(Reason.HostOpen, Listed, null)]
    [InlineData(Reason.LinkMismatch, Listed, null)] // listed since then
    [InlineData(Reason.HostOpen, null, Reason.LinkMissing)]
    [InlineData(Reason.HostOpen, "vpce-0badc0de", Reason.LinkMismatch)]
    [InlineData(Reason.LinkMatched, "vpce-0badc0de", Reason.LinkMismatch)] // no longer listed
    [InlineData(Reason.LinkMissing, null, Reason.LinkMissing)]
    [InlineData(Reason.LinkMalformed, null, Reason.LinkMalformed)]
    public void Of_OneKindOfConnection_IsJudgedByTheListOfToday(Reason reason, string? linkId, Reason? why)
    {
        var preview = Of(RollUp(reason, linkId, 7));

        Assert.Equal(why is null ? (7, 0) : (0, 7), (preview.Admitted, preview.KeptOut));
        if (why is not null) Assert.Equal(why, Assert.Single(preview.Groups).Why);
    }

    [Fact]
    public void Of_LimitsAndFaults_AreNotWhatTheModeDecides() => Assert.Equal(0, Of(RollUp(Reason.LimitHost, Listed, 3)).Hours.Sum(hour => hour.Admitted + hour.KeptOut));

    [Fact]
    public void Of_SeveralKinds_NamesThePathsAndTheTopTalkers()
    {
        var preview = Of(
            RollUp(Reason.LinkMissing, null, 5, "203.0.113.0/24=4 198.51.100.0/24=1"), RollUp(Reason.LinkMissing, null, 2, "203.0.113.0/24=2"),
            RollUp(Reason.LinkMismatch, "vpce-0badc0de", 9, "10.0.20.0/24=9"), RollUp(Reason.LinkMatched, Listed, 100));

        Assert.Equal((100, 16, 7), (preview.Admitted, preview.KeptOut, preview.PublicPath));
        Assert.Equal([9, 7], preview.Groups.Select(group => group.Connections));
        Assert.Equal(
            [new PreviewNetwork("10.0.20.0/24", false, 9), new PreviewNetwork("203.0.113.0/24", true, 6), new PreviewNetwork("198.51.100.0/24", true, 1)],
            preview.Networks);
    }

    [Theory]
    [InlineData(PreviewSpan.Hour, 2)]
    [InlineData(PreviewSpan.Day, 25)]
    [InlineData(PreviewSpan.Week, 169)]
    public void Of_ASpan_HasEveryHourOfIt(PreviewSpan span, int hours)
    {
        var from = ImpactPreview.Begin(span, Now);

        Assert.Equal(hours, ImpactPreview.Of([], new HashSet<(CloudProvider, string)>(), AsItIs, from, Now, null).Hours.Count);
    }

    private static string AsItIs(CloudProvider cloud, string linkId) => linkId;

    /// <summary>An unreadable link is still a link, so its network is not the internet.</summary>
    [Fact]
    public void Of_ABrokenLink_IsNotThePublicPath()
    {
        var preview = Of(RollUp(Reason.LinkMalformed, null, 4, "10.0.0.0/16=4"));

        Assert.Equal(0, preview.PublicPath);
        Assert.False(Assert.Single(preview.Networks).IsPublic);
    }

    private static ImpactPreview Of(params HourlyRollUp[] rollUps) =>
        ImpactPreview.Of(rollUps, new HashSet<(CloudProvider, string)> { (CloudProvider.Aws, Listed) }, AsItIs, ImpactPreview.Begin(PreviewSpan.Day, Now), Now, null);

    private static HourlyRollUp RollUp(Reason reason, string? linkId, long connections, string sources = "") => new()
    {
        Id = Guid.NewGuid(),
        Hour = Now.Date.AddHours(11),
        Listener = "aws",
        Cloud = linkId is null ? null : CloudProvider.Aws,
        LinkId = linkId,
        Verdict = Verdict.Audited,
        Reason = reason,
        Connections = connections,
        Failed = 0,
        BytesFromClient = 0,
        BytesFromUpstream = 0,
        Sources = sources,
    };
}
