using Bunit;
using PrivateLink.Portal.Components.Pages.Operations;
using PrivateLink.Portal.Components.Pages.PolicySnapshots;
using PrivateLink.Portal.Components.Pages.Reasons;
using PrivateLink.Portal.Components.Pages.Tools;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Operations;

public class OperationsPagesTests : PageTest
{
    public static TheoryData<string> ReasonCodes => [.. Enum.GetValues<Reason>().Select(ReasonTable.CodeOf), "closed_operator"];

    [Fact]
    public void Listeners_BeforeTheEngineStarts_DoNotListen()
    {
        var page = Render<ListenersPage>();

        Assert.Equal(5, page.FindAll("section.listener").Count);
        Assert.Contains("not listening", page.Text(), StringComparison.Ordinal);
        Assert.Contains("Trusts 127.0.0.0/8", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void OpenConnections_None_SaysSo() => Assert.Contains("No open connections", Render<OpenConnectionsPage>().Text(), StringComparison.Ordinal);

    [Fact]
    public void Spoofing_AForgedHeader_IsListed()
    {
        Log.Report(Decisions.Denied(Reason.HeaderNested), Decisions.Denied());

        var page = Render<SpoofingPage>();

        Assert.Contains("Second PROXY header", Finding.TextOf(Assert.Single(page.FindAll("tbody tr"))), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(ReasonCodes))]
    public void Reason_Each_HasAPageThatSaysWhoMustActAndWhatToDo(string code)
    {
        var page = Render<ReasonPage>(parameters => parameters.Add(component => component.Code, code));

        foreach (var words in (string[])["Meaning", "Who must act", "What to do", code]) Assert.Contains(words, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Reason_Unknown_SaysSo() =>
        Assert.Contains("Reason not found", Render<ReasonPage>(parameters => parameters.Add(component => component.Code, "no_such")).Text(), StringComparison.Ordinal);

    [Theory]
    [InlineData("aws", "vpce-0a1b2c3d4e5f60718", "Allowed The connection came through a private endpoint that the resource lists.")]
    [InlineData("aws", "vpce-0a1b2c3d4e5f60719", "one character differs")]
    [InlineData("", "", "Denied The connection did not come through a private endpoint")]
    public void Simulator_Typed_AnswersAsTheEngineWould(string cloud, string link, string answer)
    {
        var page = Render<SimulatorPage>();
        page.Field("Listener").Change("aws");
        page.Field("Cloud").Change(cloud);
        if (cloud.Length > 0) page.Field("Link ID").Input(link);
        page.Field("Server name").Input(DemoNames.MegacorpHost);

        Assert.Contains(answer, page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Replay_OfALooserMode_ShowsWhoWouldGetIn()
    {
        Log.Report(Decisions.Denied() with { LinkId = DemoNames.StrangerAwsLink, Listener = "aws" }, Decisions.HealthCheck());
        var page = Render<ReplayPanel>();
        page.Field("Resource").Input(DemoNames.MegacorpHost);
        page.Field("Mode").Change(nameof(ResourceMode.Monitor));

        page.Button("Replay").Click();

        Assert.Contains("1 connection of 1 would be decided differently", page.Text(), StringComparison.Ordinal);
        Assert.Contains("0 would be denied, 1 would no longer be denied.", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Decoder_Example_IsReadAndAMistakeIsPlaced()
    {
        var page = Render<DecoderPage>();

        page.Button("GCP").Click();
        Assert.Contains("Its link ID is 18446744072646845442 (GCP).", page.Text(), StringComparison.Ordinal);

        page.Find("textarea").Input("0d0a0d0a000d0a515549540a 31");
        Assert.Contains("At byte 12", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_AfterAnEdit_ShowsWhatIsOtherwise()
    {
        var resource = await ResourceAsync(DemoNames.MegacorpHost);
        resource.Draft.Mode = ResourceMode.Monitor;
        resource.Draft.Reason = "only a test";
        await SaveAsync(resource);

        var page = Render<PolicyPage>(parameters => parameters.Add(component => component.Number, 2));

        page.WaitForAssertion(() => Assert.Contains("mode Enforce Monitor", page.Text(), StringComparison.Ordinal));
        Assert.NotNull(page.Button("Roll back revision 2"));
    }
}
