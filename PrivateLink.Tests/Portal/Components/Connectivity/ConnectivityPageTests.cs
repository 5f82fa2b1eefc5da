using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.Connectivity;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Connectivity;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Connectivity;

/// <summary>The page that answers "can they connect now?".</summary>
public class ConnectivityPageTests : PageTest
{
    private const string Host = "megacorp.my-saas.io";

    [Fact]
    public async Task Render_LetInJustNow_SaysYesFirstAndOverWhichEndpoint()
    {
        var (tenant, decision) = await MegacorpAsync();
        Log.Report(decision);

        var page = Open(tenant);

        Assert.StartsWith(
            "Yes, over AWS vpce-", Finding.TextOf(page.Find("#verdict-heading")), StringComparison.Ordinal);
        Assert.Contains("Megacorp must act: Check the private endpoint in Azure (553665985): Its status is Approved", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Can Megacorp connect now?", page.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_Denied_SaysNoWithTheReasonAndWhoMustAct()
    {
        var (tenant, decision) = await MegacorpAsync();
        Log.Report(Denied(decision), Denied(decision), Denied(decision));

        var card = Open(tenant).FindAll(".host-card").Single(card => card.TextContent.Contains(Host, StringComparison.Ordinal));

        Assert.Contains("No: the last 3 connections were denied (over vpce-0bad", Finding.TextOf(card), StringComparison.Ordinal);
        Assert.Contains("Megacorp must act: If the endpoint is yours, add it to the resource.", Finding.TextOf(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Source_ALoadBalancerThatChecksWithPlainTcp_IsNotSaidToHaveCheckedNothing()
    {
        string TextOf(DateTimeOffset? check, DateTimeOffset? probe) => Finding.TextOf(Render<SourceCard>(parameters => parameters
            .Add(card => card.Known, new KnownSource("10.9.0.7") { Peers = [new("aws", check, probe)] }).Add(card => card.IsCompany, true)).Find("dl"));

        Assert.Contains("The connection asked for nothing, like a TCP health check.", TextOf(null, Clock.GetUtcNow()), StringComparison.Ordinal);
        Assert.DoesNotContain("has sent no health check", TextOf(null, Clock.GetUtcNow()), StringComparison.Ordinal);
        Assert.Contains("like a load balancer.", TextOf(Clock.GetUtcNow(), Clock.GetUtcNow().AddHours(-1)), StringComparison.Ordinal);
        Assert.Contains("has sent no health check", TextOf(null, null), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tick_ANewConnection_ChangesTheAnswer()
    {
        var (tenant, decision) = await MegacorpAsync();
        var page = Open(tenant);
        Assert.DoesNotContain("Yes,", page.Markup, StringComparison.Ordinal);
        Log.Report(decision);

        page.WaitForAssertion(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(5));
            Assert.StartsWith("Yes, over AWS ", Finding.TextOf(page.Find("#verdict-heading")), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Ticket_OfAStrangersLink_DoesNotNameIt()
    {
        var (tenant, decision) = await MegacorpAsync();
        Log.Report(Denied(decision));

        var ticket = Open(tenant).Find(".ticket-text").TextContent;

        Assert.StartsWith("Can Megacorp connect? As of ", ticket, StringComparison.Ordinal);
        Assert.Contains("another endpoint", ticket, StringComparison.Ordinal);
        Assert.Contains("Link not listed (link_mismatch)", ticket, StringComparison.Ordinal);
        Assert.Contains(" UTC", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain("vpce-0bad", ticket, StringComparison.Ordinal);
        Assert.DoesNotContain("echo", ticket, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ForTheTenant_IsItsOwnAndWithoutUpstreams()
    {
        var (tenant, decision) = await MegacorpAsync();
        Log.Report(decision);
        Reader.Become(Caller.Tenant("mia", tenant));

        var page = Render<ConnectivityPage>();

        page.WaitForAssertion(() => Assert.Equal("Can you connect now?", page.Find("h1").TextContent));
        Assert.Contains(Host, page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("Upstream", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadAsync_OfAnotherTenant_IsNothing()
    {
        var (tenant, _) = await MegacorpAsync();

        Assert.Null(await Own<ConnectivityService>().ReadAsync(Caller.Tenant("gus", Guid.NewGuid()), tenant, Xunit.TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task LastChange_OfAHost_SaysWhatWasChangedAndByWhom()
    {
        var host = await ResourceAsync(Host);
        var link = host.Draft.Links[0].Text;
        host.Draft.Links.RemoveAt(0);
        await SaveAsync(host);

        var page = Open(host.Draft.TenantId!.Value);

        var card = page.FindAll(".host-card").Single(card => card.TextContent.Contains(Host, StringComparison.Ordinal));
        Assert.Contains($"by local: Resource changed: {link} removed", Finding.TextOf(card), StringComparison.Ordinal);
        Assert.Contains($"Resource changed: {link} removed", page.Find(".ticket-text").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_SwitchedOff_DoesNotCallItOpen()
    {
        var host = await ResourceAsync(Host);
        (host.Draft.Enabled, host.Draft.Reason) = (false, "their certificate was stolen");
        await SaveAsync(host);

        var card = Open(host.Draft.TenantId!.Value).FindAll(".host-card").Single(card => card.TextContent.Contains(Host, StringComparison.Ordinal));

        Assert.Contains("Disabled: every connection is denied.", Finding.TextOf(card), StringComparison.Ordinal);
        Assert.DoesNotContain("to the internet", Finding.TextOf(card), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_AHostThatOnlyConnectionsAskFor_SaysSoAndOffersIt()
    {
        Log.Report(Decisions.Allowed() with { Verdict = Verdict.Denied, Reason = Reason.NameUnknown, Host = "initech.my-saas.io", TenantId = null, ResourceId = null, Upstream = null });

        var page = Ask("initech");

        page.WaitForAssertion(() => Assert.Contains(
            "1 connection asked for initech.my-saas.io recently and was denied: no resource has this name.", page.Text(), StringComparison.Ordinal));
        Assert.Single(page.FindAll("a[href='ops/connections?q=host:initech.my-saas.io']"));
        Assert.Single(page.FindAll("a[href='resources/new?host=initech.my-saas.io']"));
    }

    [Theory]
    [InlineData("hooli.my-saas.io", "No: hooli.my-saas.io has never been in the policy.")]
    [InlineData("vpce-0123456789abcdef0", "No: no private endpoint has the link ID vpce-0123456789abcdef0.")]
    public void Render_ANameOfNobody_SaysSo(string name, string sentence)
    {
        var page = Ask(name);

        page.WaitForAssertion(() => Assert.Equal(sentence, Finding.TextOf(page.Find("#verdict-heading"))));
    }

    [Fact]
    public void Render_SpelledNearly_OffersTheTenant()
    {
        var page = Ask("megacrop");

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("a[href^='connectivity/']"), link => link.TextContent == "Megacorp"));
    }

    /// <summary>What is not counted is not zero.</summary>
    [Fact]
    public async Task Render_ConnectionsCannotBeStored_CountsNone()
    {
        var (tenant, decision) = await MegacorpAsync();
        Log.Report(decision);
        var view = (await Own<ConnectivityService>().ReadAsync(Caller.Company("ada"), tenant, Xunit.TestContext.Current.CancellationToken))!;
        view = view with { Known = view.Known with { NotStored = true }, ForTheCustomer = null };

        foreach (var counted in (long[])[0, 5])
        {
            var host = view.Hosts.Single(host => host.Host == Host) with { AllOfLastDay = counted };
            var card = Finding.TextOf(Render<HostCard>(parameters => parameters.Add(card => card.View, view).Add(card => card.Host, host).Add(card => card.IsCompany, true)).Find(".host-card"));
            Assert.Contains("How many connections came over the internet in the last 24 hours is unknown", card, StringComparison.Ordinal);
            Assert.DoesNotContain("0 of 5", card, StringComparison.Ordinal);
            Assert.DoesNotContain("No connection in the last 24 hours", card, StringComparison.Ordinal);
            Assert.DoesNotContain("Last 24 hours:", TicketText.Of(view with { Hosts = [host] }), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Render_AnAddress_SaysWhatIsKnownOfIt()
    {
        var (_, decision) = await MegacorpAsync();
        Log.Report(Denied(decision));

        var page = Ask("10.0.1.15");

        page.WaitForAssertion(() => Assert.Equal("10.0.1.15 reaches us. Its last connection was denied: Link not listed.", Finding.TextOf(page.Find("#source-heading"))));
        var card = Finding.TextOf(page.Find(".source"));
        Assert.Contains("Tell the customer: If the endpoint is yours", card, StringComparison.Ordinal);
        Assert.Contains("for megacorp.my-saas.io, over vpce-0bad0bad0bad0bad0, on listener aws", card, StringComparison.Ordinal);
        Assert.Contains("No private endpoint in this portal has the link ID vpce-0bad0bad0bad0bad0.", card, StringComparison.Ordinal);
        Assert.Contains("This is a private address.", card, StringComparison.Ordinal);
        Assert.Single(page.FindAll("a[href='history?q=client:10.0.1.15']"));
    }

    [Fact]
    public void Render_AnAddressThatNeverCame_SaysWhatWasSearchedAndWhatToCheck()
    {
        var page = Ask("10.200.0.9");

        page.WaitForAssertion(() => Assert.Equal("No connection from 10.200.0.9 is known.", Finding.TextOf(page.Find("#source-heading"))));
        var card = Finding.TextOf(page.Find(".source"));
        Assert.Contains("The customer must act: At the client, check that the host name resolves to the private endpoint", card, StringComparison.Ordinal);
        Assert.Contains("Searched: connections in memory and all stored connections", card, StringComparison.Ordinal);
    }

    /// <summary>Two lines never say that both sides must act without saying for what.</summary>
    [Theory]
    [InlineData(true, "If over Megacorp's Azure 553665985, we must act: We have no listener for saas-azure-westeurope, and nothing has ever come through this endpoint. Add a listener", "Otherwise the customer must act: At the client")]
    [InlineData(false, "If over Azure 553665985, the company must act: Nothing can arrive yet through this endpoint, because the service has no listener.", "Otherwise you must act: At the client")]
    public void Render_AnAddressThatNeverCameAndAnEndpointWithoutAListener_AsksOverWhichEndpoint(bool isCompany, string first, string otherwise)
    {
        var known = new KnownSource("10.200.0.9") { Unserved = [new("553665985", CloudProvider.Azure, "Megacorp", NeverSeen: true) { Service = isCompany ? "saas-azure-westeurope" : null }] };

        var text = Finding.TextOf(Render<SourceCard>(parameters => parameters.Add(card => card.Known, known).Add(card => card.IsCompany, isCompany)).Find(".source"));

        Assert.StartsWith($"No connection from 10.200.0.9{(isCompany ? "" : " to your hosts")} is known. Over which endpoint should it come?", text, StringComparison.Ordinal);
        Assert.True(text.IndexOf(first, StringComparison.Ordinal) is > 0 and var at && text.IndexOf(otherwise, StringComparison.Ordinal) > at, text);
    }

    /// <summary>Only the details of the connection tell who disabled it.</summary>
    [Fact]
    public void Render_AnAddressWhoseLinkIsDisabled_TellsNeitherSideToEnableIt()
    {
        var known = new KnownSource("10.0.1.15") { LastConnection = Decisions.View(Decisions.Denied(Reason.LinkDisabled)) };

        var text = Finding.TextOf(Render<SourceCard>(parameters => parameters.Add(card => card.Known, known).Add(card => card.IsCompany, true)).Find(".source"));

        Assert.Contains("The side that disabled it must act: Open the last connection to see which side it is.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_ForTheTenant_AnswersAboutAnAddressAndAHostInItsOwnVoice()
    {
        var (tenant, decision) = await MegacorpAsync();
        Log.Report(Denied(decision));
        Reader.Become(Caller.Tenant("mia", tenant));

        var denied = Ask("10.0.1.15");
        denied.WaitForAssertion(() => Assert.Equal("10.0.1.15 reaches us. Its last connection to your hosts was denied: Link not listed.", Finding.TextOf(denied.Find("#source-heading"))));
        Assert.Contains("For you: If the endpoint is yours", Finding.TextOf(denied.Find(".source")), StringComparison.Ordinal);
        Assert.DoesNotContain("vpce-0bad", denied.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("load balancer", denied.Find(".source").TextContent, StringComparison.Ordinal);

        var silent = Ask("10.200.0.9");
        silent.WaitForAssertion(() => Assert.Contains("You must act: At the client", Finding.TextOf(silent.Find(".source")), StringComparison.Ordinal));

        var host = Ask("hooli.my-saas.io");
        host.WaitForAssertion(() => Assert.Equal("No: you have no host named hooli.my-saas.io.", Finding.TextOf(host.Find("#unknown-heading"))));
        Assert.Contains("The company must act: If the name is right, ask the company to add it as your host.", host.Text(), StringComparison.Ordinal);
        Assert.Contains("Then you must act: In your network, add a DNS record", host.Text(), StringComparison.Ordinal);
        Assert.Contains("Can you connect now?", host.Markup, StringComparison.Ordinal);

        var own = Ask(Host);
        own.WaitForElement("#verdict-heading");
        Assert.Empty(own.FindAll("#unknown-heading"));
    }

    /// <summary>It belongs to no host, so no list of the customer's connections has it. But it did arrive, so DNS and the route are right.</summary>
    [Theory]
    [InlineData(Reason.NameMissing, "No server name", "Connect by host name")]
    [InlineData(Reason.NameUnknown, "Unknown host", "Connect with the host name of your resource")]
    [InlineData(Reason.HelloNotTls, "Not TLS", "Use TLS from the first byte")]
    public async Task Render_ForTheTenant_AnAddressThatReachedItsEndpointWithoutAHost_SaysSo(Reason reason, string title, string remedy)
    {
        var (tenant, decision) = await MegacorpAsync();
        var link = decision.LinkId.ToString();
        await ImportAsync(context =>
        {
            var endpoint = context.PrivateEndpoints.Single(each => each.LinkId == link);
            (endpoint.State, endpoint.VerifiedAt) = (PrivateEndpointState.Verified, DateTime.UtcNow.AddHours(-1));
        });
        Log.Report(Denied(decision) with { Reason = reason, LinkId = decision.LinkId, TenantId = null, ResourceId = null, ServerName = "other.my-saas.io", Host = null });
        Reader.Become(Caller.Tenant("mia", tenant));

        var page = Ask("10.0.1.15");

        var sentence = $"10.0.1.15 reached your endpoint {link}. Its last connection was denied: {title}.";
        page.WaitForAssertion(() => Assert.Equal(sentence, Finding.TextOf(page.Find("#source-heading"))));
        var card = Finding.TextOf(page.Find(".source"));
        Assert.Contains($"You must act: {remedy}", card, StringComparison.Ordinal);
        Assert.DoesNotContain("check that the host name resolves", card, StringComparison.Ordinal);
        Assert.DoesNotContain("other.my-saas.io", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".source a[href^='connections']"));
        var service = Own<ConnectivityService>();
        Assert.Null(await service.FindFailedAsync(Caller.Tenant("gus", Guid.NewGuid()), tenant, "10.0.1.15", Xunit.TestContext.Current.CancellationToken));
        Assert.Null(await service.FindFailedAsync(Caller.Tenant("mia", tenant), tenant, "10.0.1.16", Xunit.TestContext.Current.CancellationToken));
    }

    /// <summary>Another tenant's address book does not contain who came through this tenant's link.</summary>
    [Fact]
    public async Task FindFailedAsync_OverAnotherTenantsLink_FindsNothing()
    {
        var (_, decision) = await MegacorpAsync();
        var other = (await Own<TenantNames>().ReadAsync(Caller.Company("ada"), Xunit.TestContext.Current.CancellationToken)).First(tenant => tenant.Value != "Megacorp").Key;
        Log.Report(Denied(decision) with { Reason = Reason.NameMissing, LinkId = decision.LinkId, TenantId = null, ResourceId = null, Host = null });

        Assert.Null(await Own<ConnectivityService>().FindFailedAsync(Caller.Tenant("gus", other), other, "10.0.1.15", Xunit.TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(LinkIdentityKind.Malformed, Reason.LinkMalformed, "Not known: the link ID of its last connection was malformed.")]
    [InlineData(LinkIdentityKind.Ambiguous, Reason.LinkAmbiguous, "Not known: its last connection had more than one link ID.")]
    [InlineData(LinkIdentityKind.Absent, Reason.LinkMissing, "Not known: its last connection had no link ID.")]
    public void Render_AnAddressWithoutAUsableLink_SaysWhatWasWrongWithIt(LinkIdentityKind kind, Reason reason, string holder)
    {
        var known = new KnownSource("10.7.7.8") { LastConnection = Decisions.View(Decisions.Denied(reason) with { LinkKind = kind, LinkId = null }) };

        var card = Render<SourceCard>(parameters => parameters.Add(card => card.Known, known).Add(card => card.IsCompany, true));

        Assert.Contains(holder, Finding.TextOf(card.Find(".source")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("hooli.my-saas.io", "We must act: If the name is right, add the host for that customer.", "Then the customer must act: In its network, add a DNS record")]
    [InlineData("vpce-0123456789abcdef0", "The customer must act: Check the ID in the cloud.", "list it for the host")]
    [InlineData("qwertz", "type the whole host name", "the client's address")]
    public void Render_ANameThatNothingHas_SaysWhoMustActAndWhatToDo(string name, string first, string second)
    {
        var page = Ask(name);

        page.WaitForAssertion(() => Assert.Contains(first, page.Text(), StringComparison.Ordinal));
        Assert.Contains(second, page.Text(), StringComparison.Ordinal);
        Assert.Equal(name.Contains('.', StringComparison.Ordinal), page.FindAll($"a[href='resources/new?host={name}']").Count == 1);
    }

    private IRenderedComponent<ConnectivityPage> Ask(string name)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"connectivity?q={name}");
        return Render<ConnectivityPage>();
    }

    private IRenderedComponent<ConnectivityPage> Open(Guid tenant)
    {
        var page = Render<ConnectivityPage>(parameters => parameters.Add(page => page.TenantId, tenant));
        page.WaitForElement("#verdict-heading");
        return page;
    }

    /// <summary>A connection through a link that the host lists, now.</summary>
    private async Task<(Guid Tenant, ConnectionDecision LetIn)> MegacorpAsync()
    {
        var host = await ResourceAsync(Host);
        return (host.Draft.TenantId!.Value, Decisions.Allowed() with { Time = DateTimeOffset.UtcNow, TenantId = host.Draft.TenantId, ResourceId = host.Id });
    }

    private static ConnectionDecision Denied(ConnectionDecision decision) => decision with
    {
        Id = Decisions.Allowed().Id,
        Verdict = Verdict.Denied,
        Reason = Reason.LinkMismatch,
        LinkId = Support.TestPolicy.Link(CloudProvider.Aws, "vpce-0bad0bad0bad0bad0"),
        Upstream = null,
    };
}
