using System.Net;
using Bunit;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Explaining;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Resources;
using PrivateLink.Portal.Upstreams;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class ConnectionDetailTests : PageTest
{
    private static readonly UpstreamReport Down = new(Guid.NewGuid(), "billing", 1, [new("10.0.0.7:443",
        [new UpstreamAddressStatus(new(IPAddress.Parse("10.0.0.7"), 443), 0, IsHealthy: false, "refused the check") { Since = Decisions.Noon }])]);

    [Fact]
    public void Head_OfAMalformedHeader_SaysWhatWasWrong()
    {
        var denied = Decisions.Denied(Reason.HeaderMalformed) with { FirstBytes = "0d0a0d0a000d0a515549540a51110000", Detail = "unknown version" };

        var remedies = Detail(denied).FindAll(".detail-remedy").Select(Finding.TextOf);

        Assert.Equal("What was wrong: version 5 is unknown.", remedies.First());
    }

    [Theory]
    [InlineData(true, "audit?action=connection.closed&target=connection%20")]
    [InlineData(false, "activity?action=connection.closed&target=connection%20")]
    public void Head_OfOneThatAnOperatorClosed_LeadsToTheReasonGiven(bool isCompany, string href)
    {
        var decision = Decisions.Allowed();
        if (!isCompany) Reader.Become(Caller.Tenant("ada", decision.TenantId!.Value));

        var detail = Detail(decision, CloseReason.ClosedOperator);

        Assert.Contains(detail.FindAll("a"), link => link.GetAttribute("href") == $"{href}{decision.Id}");
    }

    [Fact]
    public async Task Head_OfALinkThatTheHostDoesNotList_LeadsToTheHostsFormWithIt()
    {
        var (denied, host) = await MismatchAsync();

        var detail = Detail(denied);

        await detail.WaitForAssertionAsync(() => Assert.Equal(
            $"resources/{host.Id}?link={DemoNames.StrangerAwsLink}&cloud=Aws&service={ServiceOf(host)}#links-heading",
            detail.Link($"Add {DemoNames.StrangerAwsLink} to the private endpoints of {DemoNames.MegacorpHost}").GetAttribute("href")));
    }

    [Fact]
    public async Task Head_OfALinkOfAnotherTenant_DoesNotOfferToListIt()
    {
        var (denied, _) = await MismatchAsync();
        await GiveAsync(DemoNames.StrangerAwsLink, (await ResourceAsync(DemoNames.GlobexHost)).Draft.TenantId!.Value);

        var detail = Detail(denied);

        await detail.WaitForAssertionAsync(() => Assert.Contains("another customer than the host's", detail.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain("to the private endpoints of", detail.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Head_OfAnUnlistedLink_OffersToListItToThoseWhoMayAndWhileItIsMissing()
    {
        var (denied, host) = await MismatchAsync();
        var listed = Detail(denied with { LinkId = DemoNames.MegacorpAwsLink });
        Reader.Become(Caller.Company("eve", CompanyRole.Viewer));
        var auditors = Detail(denied);
        Reader.Become(Caller.Tenant("ada", host.Draft.TenantId!.Value));
        var strangers = Detail(denied);

        await auditors.WaitForAssertionAsync(() => Assert.Contains("no tenant has claimed this link", auditors.Text(), StringComparison.Ordinal));
        Assert.All((IRenderedComponent<ConnectionDetail>[])[listed, auditors, strangers], detail => Assert.DoesNotContain("to the private endpoints of", detail.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Head_OfAHostThatIsOff_SaysWhoSwitchedItOffAndWhereThatIsWritten()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        (host.Draft.Enabled, host.Draft.Reason) = (false, "their certificate was stolen");
        await SaveAsync(host);

        var detail = Detail(Decisions.Denied(Reason.HostDisabled) with { ResourceId = host.Id, TenantId = host.Draft.TenantId, Time = DateTimeOffset.UtcNow.AddMinutes(1) });

        await detail.WaitForAssertionAsync(() => Assert.Contains(detail.FindAll(".detail-remedy").Select(Finding.TextOf), text =>
            text.StartsWith("Who disabled it: local,", StringComparison.Ordinal) && text.EndsWith(", reason: their certificate was stolen. Open the entry", StringComparison.Ordinal)));
        Assert.StartsWith("audit/", detail.Link("Open the entry").GetAttribute("href"), StringComparison.Ordinal);
    }

    /// <summary>The customer cannot enable what the company has disabled.</summary>
    [Fact]
    public async Task Head_OfALinkThatTheCompanyDisabled_SaysWhoAndAsksTheCompanyToAct()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        (host.Draft.Links.First(link => link.Text == DemoNames.MegacorpAwsLink.ToString()).Enabled, host.Draft.Reason) = (false, "their account was stolen");
        await SaveAsync(host);
        var denied = Decisions.Denied(Reason.LinkDisabled) with
        {
            ResourceId = host.Id,
            TenantId = host.Draft.TenantId,
            LinkId = DemoNames.MegacorpAwsLink,
            Time = DateTimeOffset.UtcNow.AddMinutes(1),
        };

        var ours = Detail(denied);
        await ours.WaitForAssertionAsync(() => Assert.Contains("For us: We have disabled this private endpoint. Enable it if it should connect.", ours.Text(), StringComparison.Ordinal));
        Assert.Contains(", reason: their account was stolen. Open the entry", ours.Text(), StringComparison.Ordinal);
        Assert.DoesNotContain("Tell the customer", ours.Text(), StringComparison.Ordinal);
        Reader.Become(Caller.Tenant("ada", host.Draft.TenantId!.Value));
        var theirs = Detail(denied, known: DemoNames.MegacorpAwsLink);
        await theirs.WaitForAssertionAsync(() => Assert.Contains(
            "For you: The company has disabled this private endpoint. Ask the company to enable it.", theirs.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public void Head_OfAHostThatWasOffBeforeTheLog_SaysThatNobodyKnows() =>
        Assert.Contains("Who disabled it: the activity log does not say.", Detail(Decisions.Denied(Reason.HostDisabled)).Text(), StringComparison.Ordinal);

    [Fact]
    public async Task Head_OfATenantsOwnLinkThatItsHostDoesNotList_OffersIt()
    {
        var (denied, host) = await MismatchAsync();
        Reader.Become(Caller.Tenant("ada", host.Draft.TenantId!.Value));

        var detail = Detail(denied, known: DemoNames.StrangerAwsLink);

        await detail.WaitForAssertionAsync(() => Assert.Equal(
            $"resources/{host.Id}?link={DemoNames.StrangerAwsLink}&cloud=Aws&service={ServiceOf(host)}#links-heading",
            detail.Link($"Add {DemoNames.StrangerAwsLink} to the private endpoints of {DemoNames.MegacorpHost}").GetAttribute("href")));
    }

    [Fact]
    public void UpstreamStep_ToTheCompany_NamesTheAddressesAsTheyAreNow()
    {
        var upstream = Own<OperationsReports>().Upstreams()[0];
        var address = upstream.Addresses[0].Configured;
        for (var check = 0; check < 3; check++) Own<UpstreamHealth>().Of(IPEndPoint.Parse(address)).Checked("refused the check");
        var decision = Decisions.Allowed() with { Host = DemoNames.MegacorpHost };

        var detail = Detail(decision, CloseReason.BackendRefused);

        Assert.Contains($"Now: {upstream.Name} is down. {address}: refused the check, unhealthy since", detail.Text(), StringComparison.Ordinal);
        Assert.Contains(detail.FindAll("a"), link => link.GetAttribute("href") == $"upstreams/{upstream.Id}");
    }

    /// <summary>A general advice is none where the cause is in the line above it.</summary>
    [Fact]
    public async Task Head_OfAddressesThatRefuseSinceTheyWereChanged_OffersToUndoTheChange()
    {
        var upstreams = Own<UpstreamService>();
        var row = (await upstreams.FindAsync(Reader.Value, Own<OperationsReports>().Upstreams()[0].Id, Xunit.TestContext.Current.CancellationToken))!;
        row.Draft.Addresses = "127.0.0.1:9788";
        Assert.IsType<SaveResult.Saved>(await upstreams.UpdateAsync(Reader.Value, row.Id, row.Version, row.Draft, Xunit.TestContext.Current.CancellationToken));
        var refused = Decisions.Allowed() with { Host = DemoNames.MegacorpHost };

        var after = Detail(refused with { Time = DateTimeOffset.UtcNow.AddMinutes(1) }, CloseReason.BackendRefused);
        var before = Detail(refused with { Time = DateTimeOffset.UtcNow.AddHours(-1) }, CloseReason.BackendRefused);

        const string Undo = "For us: Undo the change of the addresses, or start the service at the new ones.";
        await after.WaitForAssertionAsync(() => Assert.Contains(Undo, after.Text(), StringComparison.Ordinal));
        await before.WaitForAssertionAsync(() => Assert.Contains("Its addresses were changed after this connection by", before.Text(), StringComparison.Ordinal));
        Assert.DoesNotContain(Undo, before.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void UpstreamStep_ToATenant_SaysNothingOfTheUpstream()
    {
        var decision = Decisions.Allowed() with { Host = DemoNames.MegacorpHost };
        Reader.Become(Caller.Tenant("ada", decision.TenantId!.Value));

        Assert.DoesNotContain(Detail(decision, CloseReason.BackendRefused).FindAll("a"), link => link.GetAttribute("href")!.StartsWith("upstreams", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CloseReason.BackendRefused, "it would fail again: billing is down (10.0.0.7:443: refused the check) since")]
    [InlineData(CloseReason.ClosedClient, "it would fail: billing is down (10.0.0.7:443: refused the check) since")]
    public void Now_WithTheUpstreamDown_SaysThatItWouldFail(CloseReason ending, string expected) =>
        Assert.Contains(expected, Now(ending, Down), StringComparison.Ordinal);

    [Fact]
    public void Now_WithoutKnowingTheUpstream_DoesNotPromiseDelivery() =>
        Assert.Contains("It does not say whether the upstream can be reached.", Now(CloseReason.BackendRefused, upstream: null), StringComparison.Ordinal);

    private string Now(CloseReason ending, UpstreamReport? upstream)
    {
        var decision = Decisions.Allowed();
        return Render<VerdictNowNote>(parameters => parameters
            .Add(note => note.Connection, Decisions.View(decision, Decisions.Closed(decision, ending)))
            .Add(note => note.Now, new VerdictNow(IsAsked: true, Verdict.Allowed, Reason.LinkMatched, Detail: null, Revision: 7))
            .Add(note => note.Upstream, upstream)).Text();
    }

    /// <summary>A stranger's link at a host that enforces its list.</summary>
    private static Guid ServiceOf(ResourceDetail host) => host.Draft.Links.First(link => link.Text == DemoNames.MegacorpAwsLink.ToString()).ServiceId!.Value;

    private async Task<(ConnectionDecision Denied, ResourceDetail Host)> MismatchAsync()
    {
        var host = await ResourceAsync(DemoNames.MegacorpHost);
        return (Decisions.Denied() with
        {
            LinkId = DemoNames.StrangerAwsLink,
            Listener = DemoNames.AwsListener,
            ResourceId = host.Id,
            TenantId = host.Draft.TenantId,
        }, host);
    }

    private async Task GiveAsync(LinkId link, Guid tenant)
    {
        var service = (await Own<ResourceService>().ChoicesAsync(Reader.Value)).Services.First(each => each.Cloud == link.Cloud);
        await StoreAsync(new PrivateEndpoint { TenantId = tenant, ServiceId = service.Id, Cloud = link.Cloud, LinkId = link.ToString() });
    }

    private IRenderedComponent<ConnectionDetail> Detail(ConnectionDecision decision, CloseReason? ending = null, LinkId? known = null)
    {
        var sight = Reader.Value.IsCompany ? LinkSight.Everything : LinkSight.Of(known is { } own ? new HashSet<LinkId> { own } : []);
        var view = sight.Show(Decisions.Entry(decision, ending is { } how ? Decisions.Closed(decision, how) : null));
        return Render<ConnectionDetail>(parameters => parameters
            .Add(detail => detail.Id, view.Id)
            .Add(detail => detail.Entry, view)
            .Add(detail => detail.FilterHref, _ => "connections"));
    }
}
