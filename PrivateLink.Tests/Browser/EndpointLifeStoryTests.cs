using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Less common events of private endpoints: a new name, a claim by another tenant, a replacement.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class EndpointLifeStoryTests(PortalInBrowser portal)
{
    private static readonly CloudStory Gcp = CloudStory.Of(CloudProvider.Gcp);

    [Fact]
    public async Task AliasName_ChosenForDns_IsWhatTheRecordsAndTheFirstConnectionAreAbout()
    {
        const string Host = "alias-story.my-saas.io";
        const string Alias = "alias-story.private.my-saas.example";
        var link = Gcp.Link(31);
        await AddHostAsync(Host, DemoNames.Megacorp, Alias);
        await using var customer = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = customer.Page;
        await customer.GoToAsync("/");
        await BeginAsync(page, Host);
        await page.PasteAsync(Gcp, link);

        var records = page.GetByRole(AriaRole.Table, new() { Name = "DNS records" });
        await Assertions.Expect(records).ToContainTextAsync(Host);
        await page.Radio("Its alias name").CheckAsync();
        await Assertions.Expect(records).ToContainTextAsync(Alias);
        await Assertions.Expect(records).Not.ToContainTextAsync(Host);
        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel).Last).ToContainTextAsync(Alias);
        await customer.LookInEveryViewAsync("alias-1-dns");
        await page.PressAsync("DNS is set up: continue");

        await page.GetByRole(AriaRole.Tab, new() { Name = "curl, alias name" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Tabpanel).Last).ToContainTextAsync($"https://{Alias}");
        await customer.LookInEveryViewAsync("alias-2-verify");
        await PlayedClient.KnockAsync(portal.Listener(Gcp.Listener), link, Alias);
        await page.ExpectTextAsync("Verified.");
        await page.ExpectTextAsync(Alias);
        await customer.LookInEveryViewAsync("alias-3-verified");
        customer.ExpectNoFaults();
    }

    [Fact]
    public async Task Dispute_ResolvedByOperations_TheCustomersPageGoesOnAndNobodyLearnsWhoTheOtherIs()
    {
        const string Host = "dispute-story.my-saas.io";
        const string OtherHost = "dispute-other.my-saas.io";
        var link = Gcp.Link(41);
        await using var company = await portal.OpenAsync();
        var desk = company.Page;
        await company.GoToAsync("/");
        await desk.AddHostAsync(Host);
        await desk.AddHostAsync(OtherHost, DemoNames.Globex);

        // The company sets one up for the other tenant, and its ownership is proved.
        await BeginAsync(desk, OtherHost, DemoNames.Globex);
        await desk.ClaimAsync(Gcp, portal.Listener(Gcp.Listener), link);
        var holder = desk.Url;

        await using var customer = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = customer.Page;
        await customer.GoToAsync("/");
        await BeginAsync(page, Host);
        await page.ShowNameAsync(Gcp, portal.Listener(Gcp.Listener), link);
        await page.PressAsync("Confirm endpoint");
        await page.ExpectTextAsync("Another customer has proved that this link is theirs");
        await Assertions.Expect(page.GetByText(DemoNames.Globex)).ToHaveCountAsync(0);
        await customer.LookInEveryViewAsync("dispute-1-customer");

        await desk.TurnToAsync("Claims");
        var dispute = desk.GetByRole(AriaRole.Article, new() { Name = $"{DemoNames.Megacorp}: GCP europe-west1 for {Host}" }).Filter(new() { HasText = link.ToString() });
        await Assertions.Expect(dispute).ToContainTextAsync($"also held by {DemoNames.Globex}");
        await company.LookInEveryViewAsync("dispute-2-operations");
        await dispute.GetByRole(AriaRole.Button, new() { Name = $"Assign link to {DemoNames.Megacorp}" }).ClickAsync();
        await Assertions.Expect(dispute.GetByRole(AriaRole.Button, new() { Name = $"Assign link to {DemoNames.Megacorp}" })).ToHaveCountAsync(0);

        await Assertions.Expect(page.GetByRole(AriaRole.Navigation, new() { Name = "Steps" })).ToContainTextAsync("Proven");
        await page.FollowAsync("Continue to DNS");
        await page.ExpectStepAsync("DNS");
        await PlayedClient.KnockAsync(portal.Listener(Gcp.Listener), link, Host);
        await page.PressAsync("DNS is set up: continue");
        await page.ExpectTextAsync("Verified.");
        await Assertions.Expect(page.GetByText(DemoNames.Globex)).ToHaveCountAsync(0);

        await desk.GotoAsync(holder);
        await desk.ExpectTextAsync("Not proved in time: enter it or prove it again");
        await company.LookInEveryViewAsync("dispute-3-loser");
        customer.ExpectNoFaults();
        company.ExpectNoFaults();
    }

    [Fact]
    public async Task Rotation_NewOneBesideTheOld_TheOldIsRetiredAndItsConnectionCut()
    {
        const string Host = "rotation-story.my-saas.io";
        var (old, next) = (Gcp.Link(51), Gcp.Link(52));
        var listener = portal.Listener(Gcp.Listener);
        await AddHostAsync(Host, DemoNames.Megacorp);
        await using var customer = await portal.OpenAsync(visitor: Visitor.Customer);
        var page = customer.Page;
        await customer.GoToAsync("/");
        await BeginAsync(page, Host);
        await VerifyAsync(page, old, Host);
        await page.AgreeAsync(Host);
        await page.EnforceAsync(Host);
        await using var open = await PlayedClient.ConnectAsync(listener, old, Host);
        await page.KeepAsync(Host);

        await page.FollowAsync("Open private endpoint");
        await page.FollowAsync("Replace endpoint");
        await Assertions.Expect(page.Service(Gcp.Service)).ToBeCheckedAsync();
        await Assertions.Expect(page.Checkbox(Host)).ToBeCheckedAsync();
        await page.StartAsync();
        await page.CreateAsync(Gcp);
        await VerifyAsync(page, next, Host);
        await page.FollowAsync("Continue to enforcement");
        await page.ExpectTextAsync("This endpoint replaces another one");
        await customer.LookInEveryViewAsync("rotation-1-successor");

        await page.FollowAsync("retire it");
        await page.ExpectTextAsync(old.ToString());
        await page.GetByRole(AriaRole.Button, new() { NameRegex = Retire() }).ClickAsync();
        var question = page.GetByRole(AriaRole.Dialog);
        await Assertions.Expect(question).ToContainTextAsync(Host);
        await customer.LookInEveryViewAsync("rotation-2-question");
        await question.GetByRole(AriaRole.Button, new() { Name = "Retire", Exact = true }).ClickAsync();
        await page.ExpectTextAsync("no host lists it");
        await PlayedClient.ExpectCutAsync(open);
        await customer.LookInEveryViewAsync("rotation-3-retired");

        await PlayedClient.KnockAsync(listener, old, Host);
        await page.TurnToAsync("Private endpoints");
        await Assertions.Expect(RowOf(page, old)).ToContainTextAsync("Its ID was seen again");
        await Assertions.Expect(RowOf(page, next)).ToContainTextAsync("Verified");
        await Assertions.Expect(RowOf(page, next)).ToContainTextAsync(Host);
        await customer.LookInEveryViewAsync("rotation-4-list");
        customer.ExpectNoFaults();
    }

    private async Task AddHostAsync(string host, string tenant, string aliases = "")
    {
        await using var company = await portal.OpenAsync();
        await company.GoToAsync("/");
        await company.Page.AddHostAsync(host, tenant, aliases);
    }

    private static async Task BeginAsync(IPage page, string host, string? tenant = null)
    {
        await page.ChooseServiceAsync(Gcp.Service, host, tenant);
        await page.StartAsync();
        await page.CreateAsync(Gcp);
    }

    private async Task VerifyAsync(IPage page, LinkId link, string host)
    {
        await page.PasteAsync(Gcp, link);
        await page.PressAsync("DNS is set up: continue");
        await PlayedClient.KnockAsync(portal.Listener(Gcp.Listener), link, host);
        await page.ExpectTextAsync("Verified.");
    }

    /// <summary>Lists shorten IDs; copying gives the whole ID.</summary>
    private static ILocator RowOf(IPage page, LinkId link) =>
        page.GetByRole(AriaRole.Row).Filter(new() { Has = page.GetByTitle(link.ToString()) });

    [GeneratedRegex("^Retire ")]
    private static partial Regex Retire();
}
