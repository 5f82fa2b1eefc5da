using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ConnectionJourneyTests
{
    private static readonly string[] Stations = ["Listener", "PROXY header", "Link ID", "Server name", "Resource", "Rule", "Verdict", "Upstream", "Ending"];

    public static TheoryData<Reason> Reasons => [.. Enum.GetValues<Reason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Tell_EveryReason_NamesEveryStationInOrder(Reason reason) =>
        Assert.Equal(Stations, ConnectionJourney.Tell(Decisions.View(Decisions.Denied(reason)), null).Select(step => step.Name));

    [Fact]
    public void Tell_AllowedAndClosed_PassesEverywhere()
    {
        var decision = Decisions.Allowed();

        var steps = ConnectionJourney.Tell(Decisions.View(decision, Decisions.Closed(decision)), null);

        Assert.All(steps, step => Assert.Equal(JourneyState.Passed, step.State));
        Assert.Contains(steps[^1].Facts, fact => fact is { Name: "From the upstream", Value: "1.4 KB" });
    }

    /// <summary>The headline of the details says the meaning. No step repeats it, and no two steps say the same.</summary>
    [Theory]
    [MemberData(nameof(EveryConnection))]
    public void Tell_AnyConnection_SaysNothingTwice(Reason reason, CloseReason ending)
    {
        var decision = ending == CloseReason.NotAdmitted ? Decisions.Denied(reason) : Decisions.Allowed();
        var view = Decisions.View(decision, Decisions.Closed(decision, ending));

        var said = ConnectionJourney.Tell(view, null).Where(step => step.State != JourneyState.NotReached).Select(step => step.Sentence).ToList();

        Assert.Equal(said.Distinct(), said);
        Assert.DoesNotContain(view.Description.Meaning, said);
    }

    public static TheoryData<Reason, CloseReason> EveryConnection()
    {
        var all = new TheoryData<Reason, CloseReason>();
        foreach (var reason in Enum.GetValues<Reason>()) all.Add(reason, CloseReason.NotAdmitted);
        foreach (var ending in Enum.GetValues<CloseReason>().Where(ending => ending != CloseReason.NotAdmitted)) all.Add(Reason.LinkMatched, ending);
        return all;
    }

    /// <summary>Nothing ended well for a connection that was never relayed.</summary>
    [Fact]
    public void Tell_DeniedAndClosed_CallsNoEndingPassed()
    {
        var decision = Decisions.Denied(Reason.LinkMissing);

        Assert.Equal(JourneyState.Absent, StateOf("Ending", decision, Decisions.Closed(decision, CloseReason.NotAdmitted)));
    }

    /// <summary>A missing link ID is not called passed.</summary>
    [Fact]
    public void Tell_WithoutALink_SaysThatThereIsNone()
    {
        var decision = Decisions.Denied(Reason.LinkMissing) with { LinkKind = LinkIdentityKind.Absent, LinkId = null, LinkTlv = null };

        Assert.Equal(JourneyState.Absent, StateOf("Link ID", decision, null));
    }

    [Fact]
    public void Tell_AllowedAndOpen_EndsRunning() => Assert.Equal(JourneyState.Running, StateOf("Ending", Decisions.Allowed(), null));

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
        var steps = ConnectionJourney.Tell(Decisions.View(Decisions.Denied(reason)), null);

        Assert.Equal(station, steps.First(step => step.State == JourneyState.Stopped).Name);
        Assert.Equal(JourneyState.NotReached, steps.Single(step => step.Name == "Upstream").State);
    }

    [Fact]
    public void Tell_Audited_NotesTheRuleAndIsRelayed()
    {
        var audited = Decisions.Denied() with { Verdict = Verdict.Audited, Upstream = "echo" };

        Assert.Equal(JourneyState.Noted, StateOf("Rule", audited, null));
        Assert.Equal(JourneyState.Passed, StateOf("Upstream", audited, Decisions.Closed(audited)));
    }

    [Fact]
    public void Tell_Open_DoesNotClaimThatTheUpstreamIsConnected() => Assert.Equal(JourneyState.Running, StateOf("Upstream", Decisions.Allowed(), null));

    [Fact]
    public void Tell_UpstreamRefused_StopsThere()
    {
        var decision = Decisions.Allowed();

        Assert.Equal(JourneyState.Stopped, StateOf("Upstream", decision, Decisions.Closed(decision, CloseReason.BackendRefused)));
    }

    [Fact]
    public void Tell_SecondHeader_ShowsBothIdentities()
    {
        var nested = Decisions.Denied(Reason.HeaderNested) with { NestedLinkId = LinkId.Azure(1) };

        var link = ConnectionJourney.Tell(Decisions.View(nested), null).Single(step => step.Name == "Link ID");

        Assert.Equal(JourneyState.Passed, link.State);
        Assert.Contains(link.Facts, fact => fact is { Name: "Link ID", Value: "vpce-0a1b2c3d4e5f60718" });
        Assert.Contains(link.Facts, fact => fact is { Name: "Second header's link ID", Value: "1" });
    }

    [Fact]
    public void Tell_DeniedByTheRule_ReadsTheHeaderByteByByte()
    {
        var decision = Decisions.Denied() with { FirstBytes = Hex.Of(ProxyHeaderBytes.IPv4(ProxyHeaderBytes.AwsTlv("vpce-0a1b2c3d4e5f60718"))) };

        var steps = ConnectionJourney.Tell(Decisions.View(decision), null);

        var header = steps.Single(step => step.Name == "PROXY header").Bytes!;
        Assert.Equal("vpce-0a1b2c3d4e5f60718", header.Identity.LinkId.ToString());
        Assert.Empty(header.Problems);
        Assert.All(steps, step => Assert.True(step.Bytes is null || step.Name == "PROXY header"));
    }

    [Fact]
    public void Tell_NoServerName_ShowsHeaderAndHelloWhereEachWasRead()
    {
        byte[] header = ProxyHeaderBytes.IPv4();
        var decision = Decisions.Denied(Reason.NameMissing) with { FirstBytes = Hex.Of([.. header, .. new ClientHelloBuilder().ToBytes()]) };

        var steps = ConnectionJourney.Tell(Decisions.View(decision), null);

        Assert.Equal(header, steps.Single(step => step.Name == "PROXY header").Bytes!.Bytes);
        Assert.Contains("has no server_name extension", steps.Single(step => step.Name == "Server name").Bytes!.Problems.Single().Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tell_MoreCameThanIsKept_SaysSo()
    {
        var decision = Decisions.Denied(Reason.HelloMalformed) with { FirstBytes = $"16030107d0010007cc{new string('0', 1_006)}" };

        var problem = Assert.Single(ConnectionJourney.Tell(Decisions.View(decision), null).Single(step => step.Name == "Server name").Bytes!.Problems, problem => problem.Message.Contains("512", StringComparison.Ordinal));

        Assert.Equal(512, problem.Offset);
    }

    [Theory]
    [InlineData("0d0")]
    [InlineData("no hexadecimal")]
    [InlineData("")]
    public void Tell_BytesThatAreNone_AreLeftOut(string bytes) =>
        Assert.Null(ConnectionJourney.Tell(Decisions.View(Decisions.Denied() with { FirstBytes = bytes }), null).Single(step => step.Name == "PROXY header").Bytes);

    /// <summary>A link ID hidden from a tenant still exists, so its absence says nothing about the address.</summary>
    [Fact]
    public void Tell_ALinkThatIsHidden_DoesNotCallTheClientPublic()
    {
        var hidden = LinkSight.Of(new HashSet<LinkId>()).Show(Decisions.Entry(Decisions.Denied()));
        var without = Decisions.View(Decisions.Denied(Reason.LinkMissing) with { LinkId = null, LinkTlv = null, LinkKind = LinkIdentityKind.Absent });
        var broken = Decisions.View(Decisions.Denied(Reason.LinkMalformed) with { LinkId = null, LinkKind = LinkIdentityKind.Malformed });

        Assert.Null(hidden.LinkId);
        Assert.Contains("inside the private endpoint's network", Header(hidden), StringComparison.Ordinal);
        Assert.Contains("did not use a private endpoint", Header(without), StringComparison.Ordinal);
        Assert.Equal("The load balancer reported the client's address.", Header(broken));

        static string Header(ConnectionView view) => ConnectionJourney.Tell(view, null).Single(step => step.Name == "PROXY header").Sentence;
    }

    private static JourneyState StateOf(string station, ConnectionDecision decision, ConnectionClosed? closed) =>
        ConnectionJourney.Tell(Decisions.View(decision, closed), null).Single(step => step.Name == station).State;
}
