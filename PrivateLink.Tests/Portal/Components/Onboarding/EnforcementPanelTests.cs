using Bunit;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>Enforcing a host and breaking the glass, as a person sees it.</summary>
public class EnforcementPanelTests : PageTest
{
    private const string Host = DemoNames.MegacorpHost;
    private const string Reason = "nobody can work";

    private static Caller Company { get; } = Caller.Company("local");

    private static CancellationToken Cancel => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enforced_BreakingTheGlass_IsFoldedAwayAtTheEnd()
    {
        var panel = await PanelAsync();

        var emergency = panel.Find("section > :last-child");
        Assert.Equal(("DETAILS", false), (emergency.TagName, emergency.HasAttribute("open")));
        Assert.Contains("Break the glass", Finding.TextOf(emergency), StringComparison.Ordinal);
        Assert.Single(panel.FindAll("button"), button => button.TextContent.Contains("Break", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BreakTheGlass_Asked_SaysWhoIsLetInAndWantsAReason()
    {
        var (panel, dialogs) = await AskAsync();

        Assert.Contains("everybody reaches it again", dialogs.Text(), StringComparison.Ordinal);
        Assert.Contains("in the last day", dialogs.Text(), StringComparison.Ordinal);
        await dialogs.Button("Break the glass").ClickAsync(new());
        Assert.Contains("Say why, in at least 10 characters", dialogs.Text(), StringComparison.Ordinal);
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);

        await dialogs.Button("Cancel").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Empty(dialogs.FindAll("[role=dialog]")));
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);
        Assert.Contains("Enforced: only listed links are let in.", panel.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BreakTheGlass_WithAReason_IsToldAndCanBeTakenBack()
    {
        var (panel, dialogs) = await AskAsync();

        dialogs.Field("Reason").Input(Reason);
        await dialogs.Button("Break the glass").ClickAsync(new());

        await panel.WaitForAssertionAsync(() => Assert.Contains($"by local of the company. Reason: “{Reason}”", panel.Text(), StringComparison.Ordinal));
        Assert.Equal(ResourceMode.Monitor, (await ResourceAsync(Host)).Draft.Mode);
        Assert.Matches("settles-(odd|even)", panel.Find("section").ClassName);

        await panel.Button($"Enforce {Host} again").ClickAsync(new());

        await panel.WaitForAssertionAsync(() => Assert.Contains("Enforced: only listed links are let in.", panel.Text(), StringComparison.Ordinal));
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);
    }

    [Fact]
    public async Task Overview_GlassBroken_TellsEveryOwnerAndOperations()
    {
        var tenant = (await ResourceAsync(Host)).Draft.TenantId!.Value;
        Assert.IsType<SaveResult.Saved>(await Own<EmergencyService>().BreakGlassAsync(Company, (await ResourceAsync(Host)).Id, Reason, Cancel));

        var operations = Render<OverviewPage>();
        await operations.WaitForAssertionAsync(() => Assert.Contains($"The glass of {Host} was broken", operations.Text(), StringComparison.Ordinal));
        Assert.Contains(Reason, operations.Text(), StringComparison.Ordinal);

        Reader.Become(Caller.Tenant("max", tenant));
        var owner = Render<OverviewPage>();
        await owner.WaitForAssertionAsync(() => Assert.Contains($"The glass was broken: {Host} went back to Monitor", owner.Text(), StringComparison.Ordinal));
        await owner.Button($"Enforce {Host} again").ClickAsync(new());

        await owner.WaitForAssertionAsync(() => Assert.Contains("Its mode has been changed since.", owner.Text(), StringComparison.Ordinal));
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);
    }

    private async Task<(IRenderedComponent<EnforcementPanel> Panel, IRenderedComponent<MudDialogProvider> Dialogs)> AskAsync()
    {
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var panel = await PanelAsync();
        _ = panel.Button($"Break the glass of {Host} …").ClickAsync(new MouseEventArgs());
        await dialogs.WaitForAssertionAsync(() => dialogs.Find("[role=dialog]"));
        return (panel, dialogs);
    }

    private async Task<IRenderedComponent<EnforcementPanel>> PanelAsync()
    {
        var id = (await ResourceAsync(Host)).Id;
        var panel = Render<EnforcementPanel>(parameters => parameters.Add(each => each.ResourceId, id));
        await panel.WaitForAssertionAsync(() => panel.Find("section"));
        return panel;
    }
}
