using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Links;
using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ConnectionJourneyTests
{
    private static readonly string[] Stations = ["Listener", "PROXY header", "Link ID", "Server name", "Resource", "Rule", "Verdict", "Upstream", "Ending"];

    public static TheoryData<Reason> Reasons => [.. Enum.GetValues<Reason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Tell_EveryReason_NamesEveryStationInOrder(Reason reason) =>
        Assert.Equal(Stations, ConnectionJourney.Tell(Decisions.Denied(reason), null).Select(step => step.Name));

    [Fact]
    public void Tell_AllowedAndClosed_PassesEverywhere()
    {
        var decision = Decisions.Allowed();

        var steps = ConnectionJourney.Tell(decision, Decisions.Closed(decision));

        Assert.All(steps, step => Assert.Equal(StepState.Passed, step.State));
        Assert.Contains(steps[^1].Facts, fact => fact is { Name: "From the upstream", Value: "1.4 KB" });
    }

    [Fact]
    public void Tell_AllowedAndOpen_EndsRunning() => Assert.Equal(StepState.Running, StateOf("Ending", Decisions.Allowed(), null));

    [Theory]
    [InlineData(Reason.SourceUntrusted, "Listener")]
    [InlineData(Reason.HeaderNested, "PROXY header")]
    [InlineData(Reason.HelloNotTls, "Server name")]
    [InlineData(Reason.NameMissing, "Server name")]
    [InlineData(Reason.NameUnknown, "Resource")]
    [InlineData(Reason.LinkMismatch, "Rule")]
    [InlineData(Reason.LimitHost, "Rule")]
    public void Tell_Denied_StopsWhereTheReasonIsFound(Reason reason, string station)
    {
        var steps = ConnectionJourney.Tell(Decisions.Denied(reason), null);

        Assert.Equal(station, steps.First(step => step.State == StepState.Stopped).Name);
        Assert.Equal(StepState.NotReached, steps.Single(step => step.Name == "Upstream").State);
    }

    [Fact]
    public void Tell_Audited_NotesTheRuleAndIsRelayed()
    {
        var audited = Decisions.Denied() with { Verdict = Verdict.Audited, Upstream = "echo" };

        Assert.Equal(StepState.Noted, StateOf("Rule", audited, null));
        Assert.Equal(StepState.Passed, StateOf("Upstream", audited, null));
    }

    [Fact]
    public void Tell_UpstreamRefused_StopsThere()
    {
        var decision = Decisions.Allowed();

        Assert.Equal(StepState.Stopped, StateOf("Upstream", decision, Decisions.Closed(decision, CloseReason.BackendRefused)));
    }

    [Fact]
    public void Tell_SecondHeader_ShowsBothIdentities()
    {
        var nested = Decisions.Denied(Reason.HeaderNested) with { NestedLinkId = LinkId.Azure(1) };

        var link = ConnectionJourney.Tell(nested, null).Single(step => step.Name == "Link ID");

        Assert.Equal(StepState.Passed, link.State);
        Assert.Contains(link.Facts, fact => fact is { Name: "Link ID", Value: "vpce-0a1b2c3d4e5f60718" });
        Assert.Contains(link.Facts, fact => fact is { Name: "Second header's link ID", Value: "1" });
    }

    private static StepState StateOf(string station, ConnectionDecision decision, ConnectionClosed? closed) =>
        ConnectionJourney.Tell(decision, closed).Single(step => step.Name == station).State;
}
