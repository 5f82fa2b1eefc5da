using Bunit;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Shared;

/// <summary>The small components that every page uses.</summary>
public class SharedComponentTests : ComponentTest
{
    [Theory]
    [InlineData(Outcome.Allowed, "Allowed")]
    [InlineData(Outcome.Failed, "Failed")]
    [InlineData(Outcome.Denied, "Denied")]
    [InlineData(Outcome.Audited, "Audited")]
    [InlineData(Outcome.None, "Probe")]
    public void OutcomeChip_EachOutcome_HasAWordBesideItsIcon(Outcome outcome, string word)
    {
        var chip = Render<OutcomeChip>(parameters => parameters.Add(component => component.Outcome, outcome));

        Assert.Equal(word, chip.Text());
        Assert.Equal("true", chip.Find("svg").GetAttribute("aria-hidden"));
    }

    [Fact]
    public void ReasonText_Full_IsTheSentenceWithItsCode()
    {
        var reason = Render<ReasonText>(parameters => parameters
            .Add(component => component.Description, ReasonTable.Describe(Reason.LinkMissing))
            .Add(component => component.Full, true));

        Assert.Equal("The connection did not come through a private endpoint, which the rule of the resource requires. link_missing", reason.Text());
    }

    [Fact]
    public void HostName_FromAStranger_IsTextAndIsolated()
    {
        var host = Render<HostName>(parameters => parameters.Add(component => component.Name, "<b>\u202Eevil</b>"));

        Assert.Empty(host.FindAll("b"));
        Assert.Equal("<b>\\u{202e}evil</b>", host.Find("bdi").TextContent);
    }

    [Fact]
    public void LinkIdText_Copy_GivesTheWholeIdToTheBrowser()
    {
        var copy = JSInterop.Setup<bool>("privateLink.copy", "vpce-0a1b2c3d4e5f60718").SetResult(true);
        var link = Render<LinkIdText>(parameters => parameters.Add(component => component.Text, "vpce-0a1b2c3d4e5f60718"));

        link.Button("Copy link ID").Click();

        Assert.Equal("vpce-0a1b…e5f60718", link.Text());
        copy.VerifyInvoke("privateLink.copy");
    }

    [Fact]
    public void CloudMark_EachCloud_NamesIt() => Assert.Equal(
        ["AWS", "Azure", "GCP", "Alibaba Cloud"],
        Enum.GetValues<CloudProvider>().Select(cloud => Render<CloudMark>(parameters => parameters.Add(component => component.Cloud, cloud)).Text()));

    [Fact]
    public void TimeText_Relative_IsExactOnHoverAndForMachines()
    {
        var time = Render<TimeText>(parameters => parameters.Add(component => component.Value, Clock.GetUtcNow().AddMinutes(-3)));

        var element = time.Find("time");
        Assert.Equal("3 min ago", element.TextContent);
        Assert.Equal("2026-05-04 11:57:00.000 UTC", element.GetAttribute("title"));
        Assert.Equal("2026-05-04T11:57:00.000Z", element.GetAttribute("datetime"));
    }
}
