using Bunit;
using Microsoft.AspNetCore.Components;
using PrivateLink.Portal.Components.Layout;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Layout;

public class MainLayoutTests : PageTest
{
    [Fact]
    public void Render_Page_StandsInTheFrameWithEverySectionAndTheEngine()
    {
        var layout = Render<MainLayout>(parameters => parameters.Add(frame => frame.Body, "<h1>Page</h1>"));

        Assert.Equal(
            [
                "Overview", "Connections", "Connectivity", "Tenants", "Resources", "Connect", "Private endpoints",
                "Services", "Upstreams", "Listeners", "Policy", "Claims", "Audit", "Tools", "Settings",
            ],
            layout.FindAll("nav a.rail-link").Select(Finding.TextOf));
        Assert.Contains("Not listening revision 1", layout.Text(), StringComparison.Ordinal);
        Assert.Equal("Page", layout.Find("main h1").TextContent);
    }

    [Fact]
    public void Render_PageThatFails_KeepsTheFrameAndShowsACorrelationId()
    {
        var layout = Render<MainLayout>(parameters => parameters.Add(frame => frame.Body, (RenderFragment)(builder =>
        {
            builder.OpenComponent<FailingPage>(0);
            builder.CloseComponent();
        })));

        var error = layout.Find("main [role=alert]");
        Assert.Contains("error on our side", error.TextContent, StringComparison.Ordinal);
        Assert.Matches("[0-9a-f]{12}", error.TextContent);
        Assert.NotEmpty(layout.FindAll("nav a.rail-link"));
    }

    [Fact]
    public void OpenNavigation_OnANarrowScreen_PutsTheDrawerOutUntilEscape()
    {
        var layout = Render<MainLayout>(parameters => parameters.Add(frame => frame.Body, ""));

        layout.Button("Open the navigation").Click();
        Assert.NotEmpty(layout.FindAll("nav.rail-open"));

        layout.Find("nav").KeyDown("Escape");
        Assert.Empty(layout.FindAll("nav.rail-open"));
    }

    private sealed class FailingPage : ComponentBase
    {
        protected override void OnInitialized() => throw new InvalidOperationException("broken");
    }
}
