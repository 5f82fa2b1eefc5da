using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Links;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The customer hands two steps to the network team, which uses a link without an account in its own browser.</summary>
[Collection(nameof(PortalInBrowser))]
public partial class HandoverStoryTests(PortalInBrowser portal)
{
    private const string Host = "handover-story.my-saas.io";
    private const string Zones = "us-east-1e use1-az2\nus-east-1a use1-az4\nus-east-1b use1-az6";

    private static readonly CloudStory Aws = CloudStory.Of(CloudProvider.Aws);

    [Fact]
    public async Task Steps_HandedToTheNetworkTeam_AreAnsweredWithoutAnAccountAndUsedByTheOwner()
    {
        await AddHostAsync();
        await using var owner = await portal.OpenAsync(visitor: Visitor.Customer);
        await using var team = await portal.OpenAsync(visitor: Visitor.Stranger);
        await owner.GoToAsync("/");
        await owner.Page.ChooseServiceAsync(DemoNames.AwsService, Host);
        await owner.Page.StartAsync();

        await OpenAsync(team, await HandOverAsync(owner, "handover-owner-zones"), "Find the zones");
        await team.LookInEveryViewAsync("handover-zones", isThorough: true);
        await SendAsync(team, Zones);
        await owner.Page.ExpectTextAsync("Answers from the network team");
        await owner.Page.ExpectTextAsync("chooses us-east-1a (use1-az4)");
        await owner.LookInEveryViewAsync("handover-owner-answer", isThorough: true);
        await owner.Page.PressAsync("Apply answer");
        await Assertions.Expect(owner.Page.GetByText("Answers from the network team")).ToBeHiddenAsync();
        await owner.Page.PressAsync("Continue");

        await owner.Page.DescribeNetworkAsync(Aws);
        var link = await HandOverAsync(owner, "handover-owner-create");
        await OpenAsync(team, link, "Create the VPC endpoint");
        await Assertions.Expect(team.Page.GetByText("vpc-").First).ToBeVisibleAsync();
        await team.Page.GetByText("Terraform", new() { Exact = true }).ClickAsync();
        await Assertions.Expect(team.Page.GetByText("aws_vpc_endpoint").First).ToBeVisibleAsync();
        await team.LookInEveryViewAsync("handover-create", isThorough: true);
        await SendAsync(team, $"{{ \"VpcEndpointId\": \"{Aws.Link(0xc7)}\", \"State\": \"available\" }}");
        await owner.Page.ExpectTextAsync($"enters {Aws.Link(0xc7)} as the VPC endpoint ID");
        Assert.Equal(0, await owner.Page.GetByText("Ownership: Asserted").CountAsync());
        await owner.Page.PressAsync("Apply answer");
        await Assertions.Expect(owner.Page.GetByRole(AriaRole.Button, new() { Name = "Apply answer" })).ToHaveCountAsync(0);

        await team.Page.GotoAsync(link.Replace('#', '?'));
        await team.Page.GotoAsync(link);
        await team.Page.ExpectTextAsync("This link has expired or is incomplete.");
        await team.LookInEveryViewAsync("handover-over", isThorough: true);
        owner.ExpectNoFaults();
        team.ExpectNoFaults();
    }

    private async Task AddHostAsync()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/resources");
        await window.Page.AddHostAsync(Host);
    }

    /// <summary>Creates a link for the current step.</summary>
    private static async Task<string> HandOverAsync(WatchedPage owner, string name)
    {
        await owner.Page.GetByText("Send this step to the network team").ClickAsync();
        await owner.Page.PressAsync("Create link");
        var link = owner.Page.GetByText(Link()).First;
        await Assertions.Expect(link).ToBeVisibleAsync();
        await owner.LookInEveryViewAsync(name, isThorough: true);
        return await link.InnerTextAsync();
    }

    private static async Task OpenAsync(WatchedPage team, string link, string title)
    {
        await team.Page.GotoAsync(link);
        await team.Page.ExpectTitleAsync(title);
        Assert.DoesNotContain("#", team.Page.Url, StringComparison.Ordinal);
    }

    private static async Task SendAsync(WatchedPage team, string text)
    {
        await team.Page.Locator("#answer").FillAsync(text);
        await team.Page.PressAsync("Send answer");
        await team.Page.ExpectTextAsync("Sent. The person who asked you sees it now.");
    }

    [GeneratedRegex("^http://[^ ]+/handover#[A-Za-z0-9_-]{43}$")]
    private static partial Regex Link();
}
