using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionSharing;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Portal.Components.ConnectionLog;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionSharing;

/// <summary>A link shows what its customer needs, and nothing about other customers.</summary>
public class SharedWritingTests
{
    private const string Listener = "listener-of-the-company";
    private const string Node = "node-of-the-company";
    private const string Upstream = "upstream-of-the-company";
    private const string Balancer = "10.66.0.7";
    private const string Backend = "10.66.0.1";
    private const string Bytes = "0d0a0d0a000d0a515549540a";

    private static readonly LinkId Own = TestPolicy.Link(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718");
    private static readonly LinkId Stranger = TestPolicy.Link(CloudProvider.Aws, "vpce-08d2bf15fac5001c9");
    private static readonly DateTime Now = new(2026, 3, 1, 12, 0, 0, DateTimeKind.Utc);

    public static TheoryData<Reason> Reasons => [.. Enum.GetValues<Reason>()];

    public static TheoryData<CloseReason> Endings => [.. Enum.GetValues<CloseReason>()];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Of_AnyReason_SaysWhyAndWhoActsAndNothingOfTheCompany(Reason reason)
    {
        var row = ReasonTable.Describe(reason);
        foreach (var link in (LinkId?[])[null, Own, Stranger])
        {
            var document = Of(Decision(link) with { Reason = reason, Verdict = row.LetsIn ? Verdict.Allowed : Verdict.Denied });
            var json = document.ToJson();

            Assert.Equal((row.Code, row.Meaning), (document.Reason.Code, document.Reason.Meaning));
            Assert.Equal(row.Actor switch { Actor.Customer => "you", Actor.Company => "company", _ => "nobody" }, document.Reason.WhoActs);
            Assert.Equal(row.Actor == Actor.Nobody, document.Reason.WhatToDo is null);
            Assert.Equal(9, document.Journey.Count);
            Assert.All([Listener, Node, Upstream, Balancer, Backend, "\"revision"], word => Assert.DoesNotContain(word, json, StringComparison.OrdinalIgnoreCase));
            Assert.Equal(json, SharedDocument.Read(json)!.ToJson());
        }
    }

    /// <summary>The page says the meaning above the steps. No step repeats it, and no two steps say the same.</summary>
    [Theory]
    [MemberData(nameof(ConnectionJourneyTests.EveryConnection), MemberType = typeof(ConnectionJourneyTests))]
    public void Of_AnyConnection_SaysNothingTwice(Reason reason, CloseReason ending)
    {
        var isLetIn = ending != CloseReason.NotAdmitted;
        var decision = Decision(Own) with { Reason = reason, Verdict = isLetIn ? Verdict.Allowed : Verdict.Denied };
        var document = Of(decision, TestDecision.CompleteClosed(decision) with { Reason = ending });

        var said = document.Journey.Where(step => step.State != "notReached").Select(step => step.Sentence).ToList();

        Assert.Equal(said.Distinct(), said);
        Assert.DoesNotContain(document.Reason.Meaning, said);
        Assert.DoesNotContain(document.LetIn?.Meaning ?? document.Reason.Meaning, said);
    }

    /// <summary>A link that is not the tenant's belongs to another customer, unless the reason says that the host lists it.</summary>
    [Fact]
    public void Of_AStrangersLink_HidesItWithItsBytesAndAddress()
    {
        var document = Of(Decision(Stranger) with { Reason = Reason.LinkMismatch });

        Assert.Equal(new SharedLink("one", Words: "another endpoint"), document.Link);
        Assert.Null(document.FirstBytes);
        Assert.Null(document.Endpoint);
        Assert.DoesNotContain("vpce-", document.ToJson(), StringComparison.Ordinal);
        Assert.Null(CaptureFile.Of(document));
    }

    [Fact]
    public void Of_TheTenantsOwnLink_ShowsItWithItsBytesAndAddress()
    {
        var document = Of(Decision(Own) with { Reason = Reason.LinkMismatch });

        Assert.Equal(new SharedLink("one", "aws", Own.ToString()), document.Link);
        Assert.Equal((Bytes, "10.0.9.9:443", "10.0.1.15:51234"), (document.FirstBytes, document.Endpoint, document.Client));
        Assert.NotNull(CaptureFile.Of(document));
    }

    /// <summary>The link in a second header is a claim about another customer.</summary>
    [Fact]
    public void Of_ASecondHeader_HidesTheBytes()
    {
        var document = Of(Decision(Own) with { Reason = Reason.HeaderNested, NestedLinkId = Stranger });

        Assert.Null(document.FirstBytes);
        Assert.DoesNotContain(Stranger.ToString(), document.ToJson(), StringComparison.Ordinal);
    }

    /// <summary>Without a tenant, the owner of the link is unknown. If no header was read, the peer may be the company's own.</summary>
    [Fact]
    public void Of_NoTenant_NamesNoLinkAndNoPeer()
    {
        var unknown = Decision(Stranger) with { TenantId = null, Reason = Reason.NameUnknown, Host = "unknown.my-saas.io" };
        var noHeader = Decision(link: null) with { TenantId = null, Reason = Reason.HeaderMissing, Source = null, Destination = null, HeaderDuration = null, Host = null, ServerName = null };
        var straight = noHeader with { Reason = Reason.NameUnknown, Host = "unknown.my-saas.io", Peer = TestDecision.Address("198.51.100.7") };

        Assert.Equal((new SharedLink("one", Words: "not shown here"), "10.0.1.15:51234", null), (Nobodys(unknown).Link, Nobodys(unknown).Client, Nobodys(unknown).Note));
        Assert.Null(Nobodys(noHeader).Client);
        Assert.Equal("198.51.100.7:40000", Nobodys(straight).Client);
    }

    [Theory]
    [MemberData(nameof(Endings))]
    public void Of_AnyEndingOfOneThatWasLetIn_TellsItsEnd(CloseReason ending)
    {
        var decision = Decision(Own) with { Verdict = Verdict.Allowed, Reason = Reason.LinkMatched };
        var row = ReasonTable.Describe(ending);
        var document = Of(decision, TestDecision.CompleteClosed(decision) with { Reason = ending, UpstreamAddress = TestDecision.Address(Backend, 7450) });

        Assert.Equal((row.Code, row.Meaning, 517, 5_000_000_000), (document.Closed!.Code, document.Closed.Meaning, document.Closed.BytesFromClient, document.Closed.BytesFromService));
        Assert.Equal(row.IsFailure ? "failed" : "allowed", document.Outcome);
        Assert.Equal(row.IsFailure ? row.Code : "link_matched", document.Reason.Code);
        Assert.Equal(row.IsFailure ? "link_matched" : null, document.LetIn?.Code);
        Assert.DoesNotContain(Backend, document.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_OneThatIsOpen_SaysThatItWas()
    {
        var document = Of(Decision(Own) with { Verdict = Verdict.Allowed, Reason = Reason.LinkMatched });

        Assert.Null(document.Closed);
        Assert.Equal(("running", "running"), (document.Journey[^2].State, document.Journey[^1].State));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("[1]")]
    [InlineData("""{ "schema": "privatelink.connection/2" }""")]
    public void Read_WhatAnotherVersionWrote_IsNothing(string json) => Assert.Null(SharedDocument.Read(json));

    private static SharedDocument Of(ConnectionDecision decision, ConnectionClosed? closed = null) =>
        SharedWriting.Of(LinkSight.Of(new HashSet<LinkId> { Own }).Show(new(1, decision, closed)), Now);

    private static SharedDocument Nobodys(ConnectionDecision decision) => SharedWriting.Of(LinkSight.Of(new HashSet<LinkId>()).Show(new(1, decision, closed: null)), Now);

    private static ConnectionDecision Decision(LinkId? link) => TestDecision.Complete(7) with
    {
        Node = Node,
        Listener = Listener,
        Peer = TestDecision.Address(Balancer),
        Upstream = Upstream,
        Verdict = Verdict.Denied,
        Source = TestDecision.Address("10.0.1.15", 51_234),
        LinkKind = link is null ? LinkIdentityKind.Absent : LinkIdentityKind.One,
        LinkId = link,
        LinkTlv = link is null ? null : "ea0001",
        FirstBytes = Bytes,
        NestedLinkId = null,
    };
}
