using Bunit;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.PolicySnapshots;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Home;

public class AttentionTests
{
    private static readonly EngineReport Live = new(EngineCondition.Live, new PolicyStatus(1, Decisions.Noon, null), 0, []);

    [Fact]
    public void Find_PolicyFromADamagedDisk_SaysHowOldItIsAndWhatIsWrong()
    {
        var recovered = Live with
        {
            Policy = Live.Policy with
            {
                FromDisk = Decisions.Noon,
                PendingError = "The database is away.",
                Damage = ["00000001.journal is good up to revision 7 only."],
                NotOnDisk = "No space left.",
            },
        };

        var items = Attention.Find(recovered, [], NoTroubles);

        Assert.All(items, item => Assert.True(item.IsUrgent));
        Assert.Equal(3, items.Count);
        Assert.StartsWith("The policy of 20", items[0].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("The database is away. Nothing can be changed", items[0].Remedy, StringComparison.Ordinal);
        Assert.Equal(("00000001.journal is good up to revision 7 only.", "No space left."), (items[1].Remedy, items[2].Remedy));
    }

    [Fact]
    public void Find_ChangesHeldBack_AreUrgent()
    {
        var held = Live with { Policy = Live.Policy with { HeldBack = [new HeldChange(Guid.NewGuid(), "megacorp.my-saas.io", "goes from Enforce to Open")] } };

        Assert.Equal("1 host would change, but the change was not made in this portal.", Assert.Single(Attention.Find(held, [], NoTroubles)).Sentence);
    }

    [Fact]
    public void Find_EngineWithoutPorts_SaysThatTheUpstreamIsNotToBlame()
    {
        var exhausted = Live with { OwnFaults = [new OwnFaultStatus(OwnFault.Ports, "10.0.0.7:443", 12)] };

        var item = Assert.Single(Attention.Find(exhausted, [], NoTroubles));

        Assert.Equal((true, "This engine cannot connect to upstreams: no local port was left."), (item.IsUrgent, item.Sentence));
        Assert.StartsWith("12 attempts, last to 10.0.0.7:443. The upstreams are not to blame.", item.Remedy, StringComparison.Ordinal);
        Assert.Contains("Engine:Upstreams:SourceAddresses", item.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_TooManyWaitForAnUpstream_NamesItAndDoesNotAcquitIt()
    {
        var exhausted = Live with { OwnFaults = [new OwnFaultStatus(OwnFault.ConnectingBytes, "megacorp-app", 3)] };

        var item = Assert.Single(Attention.Find(exhausted, [], NoTroubles));

        Assert.Equal("This engine cannot connect to upstreams: the memory for connections that wait for an upstream was spent.", item.Sentence);
        Assert.StartsWith("3 attempts, last to megacorp-app. Look for upstreams that do not answer.", item.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_EverythingInOrder_FindsNothing() => Assert.Empty(Attention.Find(Live, [Row(ResourceMode.Enforce, enabled: true)], NoTroubles));

    [Fact]
    public void Find_EnforcedWithoutAnEnabledLink_IsUrgentAndLeadsToTheResource()
    {
        var row = Row(ResourceMode.Enforce, enabled: false);

        var item = Assert.Single(Attention.Find(Live, [row], NoTroubles));

        Assert.True(item.IsUrgent);
        Assert.Equal("No client can connect to megacorp.my-saas.io.", item.Sentence);
        Assert.Equal($"resources/{row.Id}", item.Href);
    }

    [Fact]
    public void Find_MonitorWithoutALink_IsFine() => Assert.Empty(Attention.Find(Live, [Row(ResourceMode.Monitor, enabled: false)], NoTroubles));

    [Fact]
    public void Find_OpenHost_IsALineAndNoAlarm()
    {
        var row = Row(ResourceMode.Open, enabled: false);

        var item = Assert.Single(Attention.Find(Live, [row], NoTroubles));

        Assert.False(item.IsUrgent);
        Assert.Equal(("1 host open to the internet, without a private endpoint.", "connect"), (item.Sentence, item.Href));
    }

    [Fact]
    public void Find_OpenHostWithALink_LeadsToItsTrial()
    {
        var row = Row(ResourceMode.Open, enabled: true);

        var item = Assert.Single(Attention.Find(Live, [row], NoTroubles));

        Assert.Equal(("1 host open to the internet.", $"resources/{row.Id}#enforcing"), (item.Sentence, item.Href));
    }

    [Fact]
    public void Find_OperationsInTrouble_EachLeadsToWhereItIsSolved()
    {
        var keep = new RetentionLimits(TimeSpan.FromDays(30), TimeSpan.FromDays(400));
        var down = new UpstreamAddressStatus(new(System.Net.IPAddress.Loopback, 7450), 0, IsHealthy: false, "refused the check");
        var operations = new OperationsFacts(
            [
                new("aws", null, new ListenerOptions(), false, [], []),
                new("azure", new(System.Net.IPAddress.Loopback, 7442), new ListenerOptions(), false, [new(Outcome.Denied, Reason.HeaderMissing, 12)], []),
            ],
            [new(Guid.NewGuid(), "echo", 1, [new("127.0.0.1:7450", [down])])],
            new RecordsReport(keep, new(0, 3), "The SQLite database could not be used: locked."), Disputes: 2, SharedLinks: 3, Waiting: 1);

        var items = Attention.Find(Live, [], NoTroubles, operations);

        Assert.Equal(["listeners", $"upstreams/{operations.Upstreams[0].Id}", "history", "listeners", "claims", "claims", "claims", "history"], items.Select(item => item.Href));
        Assert.Contains("Listener aws is not listening.", items[0].Sentence, StringComparison.Ordinal);
        Assert.Contains("Upstream echo is down.", items[1].Sentence, StringComparison.Ordinal);
        Assert.StartsWith("For us: restore the backend, or correct its addresses (127.0.0.1:7450: refused the check).", items[1].Remedy, StringComparison.Ordinal);
        Assert.False(items[^1].IsUrgent);
    }

    /// <summary>The first failed write was once the first word about the disk.</summary>
    [Fact]
    public void Find_DiskAlmostFull_SaysSoBeforeAWriteFails()
    {
        var item = Assert.Single(Attention.Find(Live, [], NoTroubles, Quiet with { Records = Quiet.Records with { AlmostFull = "The disk of the folder /data is almost full." } }));

        Assert.Equal(("The disk of the folder /data is almost full.", "settings/in-force#disk", AttentionRank.OursToMend), (item.Sentence, item.Href, item.Rank));
    }

    [Theory]
    [InlineData(0, "It is over. No connection is missing from the history: what waited in memory was stored.")]
    [InlineData(3, "It is over. 3 connections lost since the portal started: the history shows the gaps.")]
    public void Find_NothingCouldBeSavedForATime_SaysFromWhenToWhenAndWhatIsMissing(long lost, string remedy)
    {
        var past = new PastTrouble("its disk is full", Decisions.Noon.AddMinutes(-3), Decisions.Noon);
        var operations = Quiet with { Records = Quiet.Records with { Counts = new(0, lost), Past = past } };

        var item = Attention.Find(Live, [], NoTroubles, operations).Single(item => item.Rank == AttentionRank.Ended);

        Assert.Equal(("Not everything could be saved: the database reported that its disk is full.", remedy), (item.Sentence, item.Remedy));
        Assert.Equal((past.Since, past.Until), (item.When.Since, item.When.Ended));
    }

    [Theory]
    [InlineData(Reason.LinkDisabled, " on vpce-0a1b2c3d4e5f60718.")]
    [InlineData(Reason.HostDisabled, ": Host disabled.")]
    public void Find_AHostThatDeliversNothing_NamesTheLinkOnlyIfItIsTheCause(Reason reason, string end)
    {
        var outage = Dark with { Why = ReasonTable.Describe(reason), Cause = Decisions.Entry(Decisions.Denied(reason)).Whole };

        Assert.EndsWith(end, Assert.Single(Attention.Find(Live, [], new TroubleReport([outage], []))).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_ChangesNotEnforced_SaysWhy()
    {
        var pending = Live with { Policy = Live.Policy with { PendingError = "The database is away." } };

        Assert.Contains("The database is away.", Assert.Single(Attention.Find(pending, [], NoTroubles)).Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Find_EngineWithoutAPort_ComesBeforeEverythingElse()
    {
        var items = Attention.Find(Live with { Condition = EngineCondition.NotListening }, [], Many(Reason.LinkMismatch, 5));

        Assert.Equal([true, false], items.Select(item => item.IsUrgent));
    }

    /// <summary>A line keeps the host and the listener in its link, and says how many and when.</summary>
    [Fact]
    public void Find_DenialsOfOneKind_AreOneItemWithItsRemedy()
    {
        var item = Assert.Single(Attention.Find(Live, [], Many(Reason.LinkMissing, 3)));

        Assert.Equal("Denials on megacorp.my-saas.io: No link ID.", item.Sentence);
        Assert.Equal("connections?q=outcome:denied+reason:link_missing+host:megacorp.my-saas.io+listener:aws", item.Href);
        Assert.Equal(AttentionTime.Recent(3, Decisions.Noon), item.When);
    }

    /// <summary>A tenant's line names no listener, so two lines would have the same words.</summary>
    [Fact]
    public void Find_DenialsOfOneKindOnTwoListeners_AreOneItemForTheTenantAndTwoForTheCompany()
    {
        var pattern = Pattern(ReasonTable.Describe(Reason.LinkMissing), 2);
        var troubles = new TroubleReport([], [pattern with { Count = 3 }, pattern with { Count = 4, Listener = "public", Last = Decisions.Noon.AddSeconds(1) }]);

        var item = Assert.Single(Attention.Find(Live, [], troubles));

        Assert.Equal("Denials on megacorp.my-saas.io: No link ID.", item.Sentence);
        Assert.Equal("connections?q=outcome:denied+reason:link_missing+host:megacorp.my-saas.io", item.Href);
        Assert.Equal(AttentionTime.Recent(7, Decisions.Noon.AddSeconds(1)), item.When);
        Assert.Equal(2, Attention.Find(Live, [], troubles, Quiet).Count);
    }

    /// <summary>Siblings with equal keys end the circuit.</summary>
    [Fact]
    public async Task List_TwoItemsWithTheSameWords_IsShown()
    {
        await using var page = new BunitContext();
        AttentionItem One(string? href) => new(IsUrgent: false, "Denials on a.io: No link ID.", "Add the record.", href) { When = AttentionTime.FromStart };

        var list = page.Render<AttentionList>(parameters => parameters.Add(each => each.Items, [One("connections?q=listener:aws"), One("connections?q=listener:public"), One(null), One(null)]));

        Assert.Equal(3, list.FindAll("li").Count);
    }

    [Theory]
    [InlineData(Reason.LinkMissing, "Tell the customer: ")]
    [InlineData(Reason.HeaderNested, "For us: ")]
    public void Find_DenialsForTheCompany_SayWhoMustAct(Reason reason, string lead) =>
        Assert.StartsWith(lead, Assert.Single(Attention.Find(Live, [], Many(reason, 3), Quiet)).Remedy, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "For us: Start the service behind the upstream's address", "Allowed but not delivered, to megacorp.my-saas.io, listener aws: Upstream refused the connection.")]
    [InlineData(false, "The fault is in the service, not on your side.", "Allowed but not delivered, to megacorp.my-saas.io: Upstream refused the connection.")]
    public void Find_FailuresOfOneKind_AreUrgentAndSayWhoMustAct(bool isCompany, string remedy, string sentence)
    {
        var failures = new TroubleReport([], [Pattern(ReasonTable.Describe(CloseReason.BackendRefused), 3) with { Outcome = Outcome.Failed }]);

        var item = Assert.Single(Attention.Find(Live, [], failures, isCompany ? Quiet : null));

        Assert.True(item.IsUrgent);
        Assert.Equal(sentence, item.Sentence);
        Assert.Contains(remedy, item.Remedy, StringComparison.Ordinal);
        Assert.Equal("connections?q=outcome:failed+ending:backend_refused+host:megacorp.my-saas.io+listener:aws", item.Href);
    }

    /// <summary>The sums do not know who disabled it. The company's list once told the customer to enable what the company had disabled.</summary>
    [Theory]
    [InlineData(Reason.LinkDisabled)]
    [InlineData(Reason.HostDisabled)]
    public void Find_WhatIsDisabled_TellsNeitherSideToEnableIt(Reason reason)
    {
        Assert.StartsWith("Only the side that disabled it", Assert.Single(Attention.Find(Live, [], Many(reason, 5))).Remedy, StringComparison.Ordinal);
        Assert.StartsWith("Find out who disabled it", Assert.Single(Attention.Find(Live, [], Many(reason, 5), Quiet)).Remedy, StringComparison.Ordinal);
    }

    /// <summary>One denial is not worth a sentence of its own, but a customer reads that we see what is denied.</summary>
    [Theory]
    [InlineData(Reason.LinkMismatch, true)]
    [InlineData(Reason.LinkMismatch, false)]
    [InlineData(Reason.HeaderMissing, true)]
    public void Find_FewDenials_AreCounted(Reason reason, bool isCompany)
    {
        var item = Assert.Single(Attention.Find(Live, [], Many(reason, 2), isCompany ? Quiet : null));

        Assert.Equal(("1 kind of denial.", AttentionRank.More, "connections?q=outcome:denied"), (item.Sentence, item.Rank, item.Href));
        Assert.Equal(AttentionTime.Recent(2, Decisions.Noon), item.When);
    }

    /// <summary>A frequent denial that harms nobody must not hide a host that went dark, nor what only the reader can mend.</summary>
    [Theory]
    [InlineData(true, Reason.HeaderNested)]
    [InlineData(false, Reason.LinkMissing)]
    public void Find_AHostThatDeliversNothing_ComesBeforeOursAndThatBeforeTheLoudest(bool isCompany, Reason ours)
    {
        var loud = isCompany ? Reason.LinkMissing : Reason.HeaderNested;
        var troubles = new TroubleReport([Dark with { Host = "globex.my-saas.io" }], [Pattern(ReasonTable.Describe(loud), 9_000), Pattern(ReasonTable.Describe(ours), 4)]);

        var items = Attention.Find(Live, [], troubles, isCompany ? Quiet : null);

        Assert.Equal([AttentionRank.DeliversNothing, AttentionRank.OursToMend, AttentionRank.Rest], items.Select(item => item.Rank));
        Assert.Equal([3, 4, 9_000L], items.Select(item => item.When.Count));
        Assert.Equal("globex.my-saas.io stopped delivering connections: Link not listed.", items[0].Sentence);
        Assert.Equal("connections?q=outcome:denied,failed+host:globex.my-saas.io+listener:aws", items[0].Href);
    }

    /// <summary>One host is not named twice for one reason.</summary>
    [Fact]
    public void Find_AHostThatDeliversNothing_TakesTheLineOfItsDenials() =>
        Assert.Equal(AttentionRank.DeliversNothing, Assert.Single(Attention.Find(Live, [], Many(Reason.LinkMismatch, 5) with { Outages = [Dark] })).Rank);

    /// <summary>If an upstream takes a hundred hosts with it, the list stays readable.</summary>
    [Fact]
    public void Find_ManyHostsThatDeliverNothing_NamesAFewAndCountsTheRest()
    {
        var outages = Enumerable.Range(0, 100).Select(number => Dark with { Host = $"host-{number}.my-saas.io" }).ToList();

        var items = Attention.Find(Live, [], new TroubleReport(outages, []));

        Assert.Equal((4, "97 more hosts and endpoints stopped delivering connections."), (items.Count, items[^1].Sentence));
    }

    [Fact]
    public void InOrder_TheRest_IsByCount()
    {
        AttentionItem[] items = [Item("few", AttentionRank.Rest, 3), Item("many", AttentionRank.Rest, 12), Item("ours", AttentionRank.OursToMend, 1), Item("dark", AttentionRank.DeliversNothing, 2)];

        Assert.Equal(["dark", "ours", "many", "few"], AttentionItem.InOrder(items).Select(item => item.Sentence));
    }

    [Theory]
    [InlineData(false, "vpce-08d2bf15fac5001c9", 1)]
    [InlineData(true, "vpce-08d2bf15fac5001c9", 0)] // the upstream gets the header, so it can check
    [InlineData(false, "vpce-0a1b2c3d4e5f60718", 0)] // the same links: no mix-up possible
    public void Find_HostsWithDifferentLinksOnOneUpstream_IsSaidUnlessTheUpstreamIsTold(bool isTold, string otherLink, int items)
    {
        var one = Row(ResourceMode.Enforce, enabled: true) with { UpstreamIsTold = isTold };
        var other = one with { Id = Guid.NewGuid(), Host = "globex.my-saas.io", Links = [one.Links[0] with { LinkId = otherLink }] };

        Assert.Equal(items, Attention.Find(Live, [one, other], NoTroubles).Count(item => item.Sentence.Contains("share the upstream echo", StringComparison.Ordinal)));
    }

    /// <summary>A disabled host lets no client connect, so it comes first, and what fails nothing comes last.</summary>
    [Fact]
    public void Find_ADisabledHostAndAdvice_ComeFirstAndLast()
    {
        var one = Row(ResourceMode.Enforce, enabled: true);
        var other = one with { Id = Guid.NewGuid(), Host = "globex.my-saas.io", Links = [one.Links[0] with { LinkId = "vpce-08d2bf15fac5001c9" }] };
        var listener = new ListenerReport("aws", new(System.Net.IPAddress.Loopback, 7441), new ListenerOptions(), false,
            [new(Outcome.Denied, Reason.HeaderMissing, 4), new(Outcome.Allowed, Reason.LinkMatched, 40)], []);

        var items = Attention.Find(Live, [one, other], Many(Reason.HostDisabled, 82), Quiet with { Listeners = [listener] });

        Assert.Equal("Denials on megacorp.my-saas.io, listener aws: Host disabled.", items[0].Sentence);
        Assert.Equal((false, "Listener aws receives connections without a PROXY header."), (items[1].IsUrgent, items[1].Sentence));
        Assert.StartsWith("For us: ", items[1].Remedy, StringComparison.Ordinal);
        Assert.Contains("share the upstream", items[2].Sentence, StringComparison.Ordinal);
    }

    /// <summary>A customer reads that the company sees what fails, so nothing is left out without a word.</summary>
    [Fact]
    public void Find_MoreKindsThanAreNamed_CountsTheRest()
    {
        Reason[] reasons = [Reason.LinkMissing, Reason.LinkMismatch, Reason.LinkDisabled, Reason.NameUnknown, Reason.HelloNotTls];
        var troubles = new TroubleReport(
            [], [.. reasons.Select((reason, index) => Pattern(ReasonTable.Describe(reason), 10 + index)), Pattern(ReasonTable.Describe(Reason.HelloMalformed), 1)]);

        var items = Attention.Find(Live, [], troubles, Quiet);

        Assert.Equal((4, "3 more kinds of denials.", "connections?q=outcome:denied"), (items.Count, items[^1].Sentence, items[^1].Href));
        Assert.Equal(22, items[^1].When.Count);
    }

    /// <summary>Who disabled it decides who must act, and a suspension is neither a fault of the service nor the customer's.</summary>
    [Theory]
    [InlineData(false, false, false, "Your own people have disabled this host.", ", by mia at 11:49 UTC.")]
    [InlineData(false, false, true, "Tell the customer: Your own people have disabled this host.", ", by mia at 11:49 UTC.")]
    [InlineData(true, true, false, "The company has suspended Megacorp (reason: unpaid). Ask the company to end the suspension.", ", tenant suspended by mia at 11:49 UTC.")]
    [InlineData(true, true, true, "For us: Megacorp is suspended (reason: unpaid).", ", tenant suspended by mia at 11:49 UTC.")]
    public void Find_AHostThatIsKnownToBeDisabled_SaysWhoDidItAndWhoMustAct(bool isSuspension, bool isCompanys, bool isCompany, string remedy, string end)
    {
        var act = new SwitchOff(1, Decisions.Noon.AddMinutes(-11).UtcDateTime, "mia", "Megacorp", isSuspension, isCompanys, isSuspension ? "unpaid." : null);
        var cause = Decisions.Entry(Decisions.Denied(Reason.HostDisabled)).Whole;
        var outage = Dark with { Why = ReasonTable.Describe(Reason.HostDisabled), Cause = cause };

        var item = Assert.Single(Attention.Find(Live, [], new TroubleReport([outage], []), isCompany ? Quiet : null, nowOf: _ => new(new DisabledLink(isCompanys, [act]), End: null)));

        Assert.StartsWith("megacorp.my-saas.io stopped delivering connections: Host disabled, ", item.Sentence, StringComparison.Ordinal);
        Assert.EndsWith(end, item.Sentence, StringComparison.Ordinal);
        Assert.StartsWith(remedy, item.Remedy, StringComparison.Ordinal);
    }

    /// <summary>After the repair nobody has to do what would have helped before.</summary>
    [Fact]
    public void Find_WhatThePolicyWouldAllowNow_ComesLastAndGivesNoAdvice()
    {
        var cause = Decisions.Entry(Decisions.Denied(Reason.LinkDisabled)).Whole;
        var troubles = new TroubleReport([Dark with { Cause = cause }], [Pattern(ReasonTable.Describe(Reason.NameUnknown), 3)]);

        var end = TroubleEnd.OfPolicy(Decisions.Noon.AddMinutes(1));
        var items = Attention.Find(Live, [], troubles, nowOf: _ => new(Disabled: null, end));

        Assert.Equal((AttentionRank.Ended, false, end.How, end.At), (items[^1].Rank, items[^1].IsUrgent, items[^1].Remedy, items[^1].When.Ended));
    }

    /// <summary>Nothing in the list reads as if a failure went on that has ended.</summary>
    [Theory]
    [InlineData(true, true, "Connections are delivered again.")]
    [InlineData(true, false, "Connections are delivered again.")]
    [InlineData(false, true, "The upstream accepts connections again. No client has tried since.")]
    [InlineData(false, false, "The service accepts connections again. No client has tried since.")]
    public void Find_AFailureThatHasEnded_IsInThePastAndGivesNoAdvice(bool isDelivered, bool isCompany, string remedy)
    {
        var (refused, end) = (ReasonTable.Describe(CloseReason.BackendRefused), Decisions.Noon.AddMinutes(1));
        var cause = Decisions.Entry(Decisions.Allowed()).Whole;
        var pattern = Pattern(refused, 4) with { Outcome = Outcome.Failed, Host = "globex.my-saas.io", Newest = cause, Ended = isDelivered ? end : null };
        var troubles = new TroubleReport([Dark with { Why = refused, Cause = cause, Ended = pattern.Ended }], [pattern, Pattern(ReasonTable.Describe(Reason.NameUnknown), 3)]);

        var items = Attention.Find(Live, [], troubles, isCompany ? Quiet : null, nowOf: _ => new(Disabled: null, isDelivered ? null : TroubleEnd.OfUpstream(end, isCompany)));

        Assert.Equal("megacorp.my-saas.io was not delivering connections: Upstream refused the connection.", items[2].Sentence);
        Assert.StartsWith("Allowed but not delivered, to globex.my-saas.io", items[1].Sentence, StringComparison.Ordinal);
        Assert.All(items.Skip(1), item => Assert.Equal((AttentionRank.Ended, false, remedy, end), (item.Rank, item.IsUrgent, item.Remedy, item.When.Ended)));
    }

    /// <summary>If the same comes again after the outage, the outage's line does not tell about it.</summary>
    [Fact]
    public void Find_DenialsAfterTheOutage_HaveALineOfTheirOwn()
    {
        var ended = Dark with { Ended = Decisions.Noon.AddMinutes(-1) };

        Assert.Equal([AttentionRank.Rest, AttentionRank.Ended],
            Attention.Find(Live, [], Many(Reason.LinkMismatch, 5) with { Outages = [ended] }, Quiet).Select(item => item.Rank));
    }

    private static TroubleReport NoTroubles { get; } = new([], []);

    private static OperationsFacts Quiet { get; } = new([], [], new RecordsReport(new(TimeSpan.FromDays(30), TimeSpan.FromDays(400)), new(0, 0), null));

    private static Outage Dark { get; } = new(
        "megacorp.my-saas.io", Link: null, ReasonTable.Describe(Reason.LinkMismatch), "aws", Decisions.Noon.AddMinutes(-20), 3, Decisions.Noon);

    private static TroubleReport Many(Reason reason, int count) => new([], [Pattern(ReasonTable.Describe(reason), count)]);

    private static TroublePattern Pattern(ReasonDescription description, int count) => new(Outcome.Denied, description, "megacorp.my-saas.io", "aws", count, Decisions.Noon);

    private static AttentionItem Item(string sentence, AttentionRank rank, int count) => new(IsUrgent: false, sentence, "", null) { Rank = rank, When = AttentionTime.Recent(count, null) };

    private static ResourceRow Row(ResourceMode mode, bool enabled) => new(
        Guid.NewGuid(), "megacorp.my-saas.io", "Megacorp", mode, Enabled: true, "echo",
        [new LinkView(CloudProvider.Aws, "vpce-0a1b2c3d4e5f60718", "saas-aws", enabled)], DateTime.UnixEpoch);
}
