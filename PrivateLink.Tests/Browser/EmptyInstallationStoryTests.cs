using System.Net;
using System.Net.Sockets;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>A company's first day: from an empty database to an invited customer, only on the screen and in the order of the checklist.</summary>
[Collection(nameof(PortalInBrowser))]
public class EmptyInstallationStoryTests(PortalInBrowser browser)
{
    private const string Service = "saas-aws";
    private const string Customer = "Initech";
    private const string Host = "initech.my-saas.io";

    /// <summary>A listener for a service of this name, configured as the service's page tells the operator.</summary>
    private static readonly string[] BoundListener =
    [
        "--Engine:Listeners:aws:Bind=127.0.0.1:0", "--Engine:Listeners:aws:ProxyProtocol=Require", "--Engine:Listeners:aws:TrustedSources:0=127.0.0.0/8",
        "--Engine:Listeners:aws:Provider=Aws", $"--Engine:Listeners:aws:Service={Service}",
    ];

    [Fact]
    public async Task FromNothing_ToAnInvitedCustomer()
    {
        using var backend = new TcpListener(IPAddress.Loopback, 0);
        backend.Start();
        await using var portal = await PortalProcess.StartEmptyAsync(BoundListener);
        await using var window = await browser.OpenAsync(visitor: Visitor.Stranger, at: portal.Url);
        var page = window.Page;
        await NewCustomerStoryTests.BecomeAdministratorAsync(page, await portal.WayInAsync("Setup"));
        await page.ExpectTextAsync("1 of 7 done");
        await window.LookInEveryViewAsync("empty-1-overview", isThorough: true);

        await AddServiceAsync(page);
        await window.LookInEveryViewAsync("empty-2-service");
        await AddUpstreamAsync(window, ((IPEndPoint)backend.LocalEndpoint).Port);
        await NextStepAsync(page, "Add a tenant");
        await page.GetByLabel("Name of a new tenant").FillAsync(Customer);
        await page.PressAsync("Create tenant");
        await page.ExpectTitleAsync(Customer);

        await NextStepAsync(page, "Add a host");
        await page.GetByLabel("Host name").FillAsync(Host);
        await page.ChooseAsync("Tenant", Customer);
        await page.ChooseAsync("Upstream", "app");
        await page.Radio("Monitor").CheckAsync();
        await page.PressAsync("Add host");
        await page.ExpectTitleAsync(Host);

        await NextStepAsync(page, "Invite the customer");
        await page.GetByLabel("Email address").FillAsync("ian@initech.example");
        await page.GetByLabel("Role", new() { Exact = true }).SelectOptionAsync("Owner");
        await page.PressAsync("Send invitation");
        await Assertions.Expect(page.GetByRole(AriaRole.Status).Filter(new() { HasText = "Give this link" })).ToBeVisibleAsync();

        await page.TurnToAsync("Overview");
        await page.ExpectTextAsync("Decisions in the last five minutes");
        await Assertions.Expect(page.GetByText("Set up your installation")).ToHaveCountAsync(0);
        window.ExpectNoFaults();
    }

    private static async Task AddServiceAsync(IPage page)
    {
        await page.FollowAsync("Add a private link service");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync(Service);
        await page.ChooseAsync("Cloud", "AWS");
        await page.GetByLabel("Service name", new() { Exact = true }).FillAsync("com.amazonaws.vpce.us-east-1.vpce-svc-0e42e1e06ed010238");
        await page.GetByLabel("Zone IDs").FillAsync("use1-az2 use1-az4");
        await page.GetByLabel("Not offered to customers yet").CheckAsync();
        await page.PressAsync("Save service");
        await page.ExpectTitleAsync(Service);
    }

    private static async Task AddUpstreamAsync(WatchedPage window, int port)
    {
        var page = window.Page;
        await NextStepAsync(page, "Add an upstream");
        await page.GetByLabel("Name", new() { Exact = true }).FillAsync("app");
        await page.GetByLabel("Addresses").FillAsync("127.0.0.1");
        await page.PressAsync("Add upstream");
        await page.ExpectTextAsync("'127.0.0.1' has no port.");
        await page.GetByLabel("Addresses").FillAsync($"127.0.0.1:{port}");
        await Assertions.Expect(page.GetByText("has no port.")).ToHaveCountAsync(0); // the text moves the button below it
        await page.PressAsync("Check addresses now");
        await page.ExpectTextAsync("Answers after");
        await window.LookInEveryViewAsync("empty-3-upstream", isThorough: true);
        await page.PressAsync("Add upstream");
        await page.ExpectTitleAsync("app");
        await page.ExpectTextAsync("No host uses it yet.");
        await page.TurnToAsync("Upstreams");
        await window.LookInEveryViewAsync("empty-4-upstreams", isThorough: true);
    }

    private static async Task NextStepAsync(IPage page, string step)
    {
        await page.TurnToAsync("Overview");
        await page.FollowAsync(step);
    }
}
