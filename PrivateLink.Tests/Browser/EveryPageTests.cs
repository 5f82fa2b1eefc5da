using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>Every page, in both themes, wide and narrow: no console errors, no accessibility faults, nothing beyond the edge.</summary>
[Collection(nameof(EveryPageTests))]
public class EveryPageTests(PortalInBrowser portal)
{
    /// <summary>Pages that are ready as soon as their title appears.</summary>
    private static readonly Dictionary<string, string> Simple = new()
    {
        ["open-connections"] = "/open-connections",
        ["settings-in-force"] = "/settings/in-force",
        ["listeners"] = "/listeners",
        ["now"] = "/ops/now",
        ["unclaimed-links"] = "/listeners/unclaimed",
        ["spoofing"] = "/listeners/spoofing",
        ["upstreams"] = "/upstreams",
        ["reasons"] = "/reasons",
        ["reason"] = "/reasons/link_mismatch",
        ["simulator"] = $"/tools/simulator?listener=aws&cloud=aws&link={DemoNames.StrangerAwsLink}&host={DemoNames.MegacorpHost}",
    };

    private static readonly string[] Pages =
    [
        "overview", "connections", "connections-paused", "connections-mark", "connection", "no-connections", "history", "no-history", "resources", "resource", "new-resource", "not-found",
        "audit-entry", "activity-entry", "service", "upstream", "private-endpoint", "connect-step", "history-entry", "revision", "tenant", "connectivity",
        "connections-grouped", "connectivity-source", "upstream-stakes", "endpoint-stakes", .. Simple.Keys,
    ];

    /// <summary>Routes that one of the tests above opens, because they need more than an address.</summary>
    private static readonly Dictionary<string, string> Opened = new()
    {
        ["/"] = "overview",
        ["/connections"] = "connections",
        ["/connections/{Id:long}"] = "connection",
        ["/ops/connections"] = "connections",
        ["/ops/connections/{Id:long}"] = "connection",
        ["/resources"] = "resources",
        ["/resources/{Id:guid}"] = "resource",
        ["/resources/new"] = "new-resource",
        ["/not-found"] = "not-found",
        ["/audit/{Sequence:long}"] = "audit-entry",
        ["/activity/{Sequence:long}"] = "activity-entry",
        ["/services/{Id:guid}"] = "service",
        ["/upstreams/{Id:guid}"] = "upstream",
        ["/private-endpoints/{Id:guid}"] = "private-endpoint",
        ["/connect/{Id:guid}"] = "connect-step",
        ["/connect/{Id:guid}/{Slug}"] = "connect-step",
        ["/history"] = "history",
        ["/history/{Id:long}"] = "history-entry",
        ["/policy/{Number:long}"] = "revision",
        ["/reasons/{Code}"] = "reason",
        ["/tenants/{Id:guid}"] = "tenant",
        ["/connectivity/{TenantId:guid}"] = "connectivity",
    };

    /// <summary>No visitor here is an administrator; the people story covers these pages.</summary>
    private static readonly string[] AdministratorsOnly = ["/settings/people/{Id:guid}"];

    /// <summary>The visitor for pages that do not belong to the company.</summary>
    private static readonly Dictionary<string, Visitor> Visitors = new()
    {
        ["/account/forgotten"] = Visitor.Stranger,
        ["/account/invitation"] = Visitor.Stranger,
        ["/account/reset"] = Visitor.Stranger,
        ["/account/sign-in"] = Visitor.Stranger,
        ["/activity"] = Visitor.Customer,
        ["/connect"] = Visitor.Customer,
        ["/demonstration"] = Visitor.Stranger,
        ["/evidence"] = Visitor.Customer,
        ["/handover"] = Visitor.Stranger,
        ["/private-endpoints"] = Visitor.Customer,
        ["/settings/members"] = Visitor.Customer,
        ["/setup"] = Visitor.Stranger,
        ["activity-entry"] = Visitor.Customer,
        ["connect-step"] = Visitor.Customer,
    };

    /// <summary>Limits the test to some pages while developing: names or routes in the environment, separated by commas.</summary>
    private static IEnumerable<string> Wanted => Environment.GetEnvironmentVariable("PRIVATELINK_PAGES") switch
    {
        null or "" => Pages.Concat(OtherRoutes),
        var some => some.Split(','),
    };

    /// <summary>Every other route of the portal is opened as it is.</summary>
    private static IEnumerable<string> OtherRoutes => ServiceMethods.Pages.Select(page => page.Route)
        .Except(Opened.Keys)
        .Except(AdministratorsOnly)
        .Except(Simple.Values.Select(address => address.Split('?')[0]));

    public static TheoryData<string> Views() => [.. Wanted];

    /// <summary>One of the tests above must open each route with a parameter, because its value cannot be guessed.</summary>
    [Fact]
    public void Routes_WithParameters_AreOpenedByAPage()
    {
        Assert.DoesNotContain(OtherRoutes, route => route.Contains('{', StringComparison.Ordinal));
        Assert.Subset(Pages.ToHashSet(), Opened.Values.ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Views))]
    public async Task Page_InEveryView_IsSound(string name)
    {
        await using var window = await portal.OpenAsync(visitor: Visitors.GetValueOrDefault(name, Visitor.Operator));
        await OpenAsync(window, name);
        await window.LookInEveryViewAsync(name.Trim('/').Replace('/', '-'), isThorough: true);
    }

    private static async Task OpenAsync(WatchedPage window, string name)
    {
        var page = window.Page;
        switch (name)
        {
            case "overview":
                await window.GoToAsync("/");
                break;
            case "connections":
                await window.GoToAsync("/ops/connections");
                await Connections(page).Nth(5).WaitForAsync();
                break;
            case "connections-paused":
                await window.GoToAsync("/ops/connections");
                await Connections(page).Nth(5).WaitForAsync();
                await page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
                await Assertions.Expect(page.GetByText("Paused.")).ToBeVisibleAsync();
                break;
            case "connections-mark":
                await window.GoToAsync("/ops/connections");
                await page.GetByRole(AriaRole.List, new() { Name = "Events" }).GetByRole(AriaRole.Button).First.ClickAsync();
                await page.Locator(".flag-card:popover-open").WaitForAsync();
                break;
            case "connections-grouped":
                await window.GoToAsync("/ops/connections?group=host,link,reason");
                await page.GetByRole(AriaRole.Row).Nth(2).WaitForAsync();
                break;
            case "connection":
                await window.GoToAsync("/ops/connections?q=outcome:denied");
                await Connections(page).Nth(2).GetByRole(AriaRole.Link).First.ClickAsync();
                await page.GetByRole(AriaRole.Complementary).GetByRole(AriaRole.Heading, new() { Name = "Connection", Exact = true }).WaitForAsync();
                break;
            case "no-connections":
                await window.GoToAsync("/ops/connections?q=nothing-like-this");
                await page.GetByText("No connection matches").WaitForAsync();
                break;
            case "history":
                await window.GoToAsync("/history");
                await Connections(page).Nth(5).WaitForAsync();
                break;
            case "no-history":
                await window.GoToAsync("/history?q=nothing-like-this");
                await page.GetByText("No stored connection matches").WaitForAsync();
                break;
            case var simple when Simple.TryGetValue(simple, out var path):
                await window.GoToAsync(path);
                break;
            case "resources":
                await window.GoToAsync("/resources");
                await page.GetByRole(AriaRole.Link, new() { Name = DemoNames.MegacorpHost }).WaitForAsync();
                break;
            case "resource":
                await window.GoToAsync("/resources");
                await page.GetByRole(AriaRole.Link, new() { Name = DemoNames.MegacorpHost }).ClickAsync();
                await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = DemoNames.MegacorpHost }).WaitForAsync();
                break;
            case "new-resource":
                await window.GoToAsync("/resources/new");
                await page.GetByLabel("Host name").WaitForAsync();
                break;
            case "audit-entry" or "activity-entry":
                await window.GoToAsync("/");
                await window.GoToAsync(name == "audit-entry" ? "/audit" : "/activity");
                await page.RunAndWaitForDownloadAsync(() => page.GetByRole(AriaRole.Button, new() { Name = "Export as NDJSON" }).ClickAsync());
                await page.ReloadAsync();
                await Rows(page).Nth(1).GetByRole(AriaRole.Link).ClickAsync();
                await page.GetByRole(AriaRole.Complementary).GetByText("Hash").WaitForAsync();
                break;
            case "history-entry":
                await window.GoToAsync("/history");
                await Connections(page).Nth(5).GetByRole(AriaRole.Link).First.ClickAsync();
                await page.GetByRole(AriaRole.Complementary).WaitForAsync();
                break;
            case "tenant":
                await FollowAsync(window, "/tenants", "tenants/");
                break;
            case "connectivity":
                await FollowAsync(window, "/tenants", "tenants/");
                await window.GoToAsync($"/{await page.Locator("a[href^='connectivity/']").First.GetAttributeAsync("href")}");
                break;
            case "connectivity-source":
                await window.GoToAsync("/connectivity?q=10.0.20.15");
                await page.Locator("main .card").First.WaitForAsync();
                break;
            case "upstream-stakes":
                await window.GoToAsync("/upstreams");
                await page.FollowAsync("echo");
                await page.GetByRole(AriaRole.Textbox, new() { Name = "Addresses" }).FillAsync("127.0.0.1:1");
                await page.GetByRole(AriaRole.Button, new() { Name = "Save upstream" }).ClickAsync();
                await page.GetByRole(AriaRole.Dialog).WaitForAsync();
                break;
            case "endpoint-stakes":
                await FollowAsync(window, "/private-endpoints", "private-endpoints/");
                await page.GetByRole(AriaRole.Button, new() { Name = "Disable endpoint" }).ClickAsync();
                await page.GetByRole(AriaRole.Dialog).WaitForAsync();
                break;
            case "revision":
                await FollowAsync(window, "/policy", "policy/");
                break;
            case "upstream":
                await window.GoToAsync("/upstreams");
                await page.FollowAsync("echo");
                await page.ExpectTitleAsync("echo");
                break;
            case "service":
                await FollowAsync(window, "/services", "services/");
                break;
            case "private-endpoint":
                await FollowAsync(window, "/private-endpoints", "private-endpoints/");
                break;
            case "connect-step":
                await FollowAsync(window, "/private-endpoints", "private-endpoints/");
                await window.GoToAsync($"/connect/{page.Url.Split('/')[^1]}");
                break;
            case ['/', ..]:
                await window.GoToAsync(name);
                break;
            default:
                await window.GoToAsync("/");
                await page.EvaluateAsync("Blazor.navigateTo('/no-such-page')");
                await page.GetByRole(AriaRole.Heading, new() { Level = 1, Name = "Page not found" }).WaitForAsync();
                break;
        }
    }

    /// <summary>Follows the first link of a list.</summary>
    private static async Task FollowAsync(WatchedPage window, string list, string start)
    {
        await window.GoToAsync(list);
        var href = await window.Page.Locator($"a[href^='{start}']:not([href$='/new'])").First.GetAttributeAsync("href");
        await window.GoToAsync($"/{href}");
    }

    /// <summary>The rows of connections, without the marks between them.</summary>
    private static ILocator Connections(IPage page) => page.Locator("tr.row");

    private static ILocator Rows(IPage page) => page.GetByRole(AriaRole.Table).GetByRole(AriaRole.Row);
}
