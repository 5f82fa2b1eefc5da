using Bunit;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Components.Pages.PrivateEndpoints;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>The live diagram of a connection's path, with its current traffic.</summary>
public class LiveDiagramTests : PageTest
{
    private static readonly DateTimeOffset Noon = Decisions.Noon;

    private static Caller Company { get; } = Caller.Company("local");

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndpointPage_SomebodyComes_SaysItPerHopAndHost()
    {
        var (endpoint, resource) = (await EndpointAsync(), await ResourceAsync(DemoNames.MegacorpHost));
        var page = Render<PrivateEndpointPage>(parameters => parameters.Add(each => each.Id, endpoint.Id));
        await page.WaitForAssertionAsync(() => Assert.Contains("no recent connections", Finding.TextOf(page.Find("ul[aria-label='Traffic now, by host']")), StringComparison.Ordinal));

        Log.Report(Decisions.Allowed() with
        {
            LinkId = DemoNames.MegacorpAwsLink,
            ResourceId = resource.Id,
            TenantId = resource.Draft.TenantId,
            Time = DateTimeOffset.UtcNow,
        });

        await page.WaitForAssertionAsync(() => Assert.Contains("0.2/s allowed", Finding.TextOf(page.Find("ul[aria-label='Traffic now, by host']")), StringComparison.Ordinal));
        Assert.Contains("from 10.0.1.0/24, last ", Finding.TextOf(page.Find("ul[aria-label='Traffic now, by host']")), StringComparison.Ordinal);
        Assert.Equal(5, page.FindAll(".hop-traffic").Count(text => text.TextContent == "0.2/s allowed, 0/s denied"));
        Assert.Contains("Engine proved (0.2/s allowed, 0/s denied)", page.Find("figure svg").GetAttribute("aria-label")!.Replace("not yet proved", "proved", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.NotEmpty(page.FindAll(".wire-moving"));
    }

    /// <summary>Connections on other paths are not drawn through the endpoint, and denied ones never reach the host.</summary>
    [Fact]
    public async Task Hops_OfSeveralWays_CountTheirOwn()
    {
        var state = (await Own<VerificationService>().CheckAsync(Company, (await EndpointAsync()).Id, Cancel))!;
        HostTrafficRow[] rows =
        [
            new(Verdict.Allowed, Reason.LinkMatched, "aws", DemoNames.MegacorpAwsLink.ToString(), "10.0.1.0/24", 10, 2, Noon),
            new(Verdict.Denied, Reason.LinkMismatch, "aws", "another endpoint", "10.7.7.0/24", 5, 1, Noon.AddSeconds(1)),
            new(Verdict.Denied, Reason.LinkMissing, "public", null, "203.0.113.0/24", 4, 4, Noon.AddSeconds(2)),
        ];

        var hops = NetworkPath.Of(state, rows);

        Assert.Equal([(2.0, 5.0), (2.0, 0.0), (2.0, 1.0), (2.0, 5.0), (2.0, 0.0)], hops.Select(hop => (hop.Traffic!.LetIn, hop.Traffic.Denied)));
        Assert.Equal(["203.0.113.0/24", "10.7.7.0/24", "10.0.1.0/24"], hops[0].Traffic!.From);
        Assert.Equal(Noon, hops[^1].Traffic!.Last);
    }

    [Theory]
    [InlineData(0, 0, "quiet now")]
    [InlineData(0.2, 0, "0.2/s allowed, 0/s denied")]
    [InlineData(1234, 9.96, "1234/s allowed, 10.0/s denied")]
    public void Rates_InWords_SayHowMuch(double letIn, double denied, string words) => Assert.Equal(words, new HopTraffic(letIn, denied, [], Noon).Rates);

    [Fact]
    public void Rates_OfNothing_SayThatNothingCameLately() => Assert.Equal("no recent connections", HopTraffic.Of([]).Rates);

    private async Task<PrivateEndpointRow> EndpointAsync() =>
        (await Own<PrivateEndpointService>().ListAsync(Company, Cancel)).First(endpoint => endpoint.LinkId == DemoNames.MegacorpAwsLink.ToString());
}
