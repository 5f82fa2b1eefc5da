using Bunit;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Components.Pages.Home;
using PrivateLink.Portal.Components.Pages.Onboarding;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.RollUps;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Portal.Onboarding;
using PrivateLink.Protocol.Policy;
using Xunit;

namespace PrivateLink.Tests.Portal.Components.Onboarding;

/// <summary>The screens for enforcing a host and for the emergency stop.</summary>
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
        Assert.Contains("Stop enforcing", Finding.TextOf(emergency), StringComparison.Ordinal);
        Assert.Single(panel.FindAll("button"), button => button.TextContent.Contains("Stop enforcing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task BreakTheGlass_Asked_SaysWhoIsLetInAndWantsAReason()
    {
        var (panel, dialogs) = await AskAsync();

        Assert.Contains("Anyone can connect, including over the internet", dialogs.Text(), StringComparison.Ordinal);
        Assert.Contains("In the last day", dialogs.Text(), StringComparison.Ordinal);
        await dialogs.Button("Stop enforcing now").ClickAsync(new());
        Assert.Contains("Give a reason of at least 10 characters", dialogs.Text(), StringComparison.Ordinal);
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);

        await dialogs.Button("Cancel").ClickAsync(new());
        await dialogs.WaitForAssertionAsync(() => Assert.Empty(dialogs.FindAll("[role=dialog]")));
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);
        Assert.Contains("Enforced: only listed links are allowed.", panel.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task BreakTheGlass_WithAReason_IsToldAndCanBeTakenBack()
    {
        var (panel, dialogs) = await AskAsync();

        dialogs.Field("Reason").Input(Reason);
        await dialogs.Button("Stop enforcing now").ClickAsync(new());

        await panel.WaitForAssertionAsync(() => Assert.Contains($"by local of the company. Reason: “{Reason}”", panel.Text(), StringComparison.Ordinal));
        Assert.Equal(ResourceMode.Monitor, (await ResourceAsync(Host)).Draft.Mode);
        Assert.Matches("settles-(odd|even)", panel.Find("section").ClassName);

        await panel.Button($"Enforce {Host} again").ClickAsync(new());

        await panel.WaitForAssertionAsync(() => Assert.Contains("Enforced: only listed links are allowed.", panel.Text(), StringComparison.Ordinal));
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);
    }

    [Fact]
    public async Task Overview_GlassBroken_TellsEveryOwnerAndOperations()
    {
        var tenant = (await ResourceAsync(Host)).Draft.TenantId!.Value;
        Assert.IsType<SaveResult.Saved>(await Own<EmergencyService>().BreakGlassAsync(Company, (await ResourceAsync(Host)).Id, Reason, Cancel));

        var operations = Render<OverviewPage>();
        await operations.WaitForAssertionAsync(() => Assert.Contains($"stopped enforcing {Host}", operations.Text(), StringComparison.Ordinal));
        Assert.Contains(Reason, operations.Text(), StringComparison.Ordinal);

        Reader.Become(Caller.Tenant("max", tenant));
        var owner = Render<OverviewPage>();
        await owner.WaitForAssertionAsync(() => Assert.Contains($"Emergency stop: {Host} went back to Monitor", owner.Text(), StringComparison.Ordinal));
        await owner.Button($"Enforce {Host} again").ClickAsync(new());

        await owner.WaitForAssertionAsync(() => Assert.Contains("Its mode has been changed since.", owner.Text(), StringComparison.Ordinal));
        Assert.Equal(ResourceMode.Enforce, (await ResourceAsync(Host)).Draft.Mode);
    }

    /// <summary>Nothing denied in the counts does not mean that enforcing denies nobody.</summary>
    [Fact]
    public async Task Monitored_WhileTotalsCannotBeStored_CallsNoNumberExact()
    {
        Assert.IsType<SaveResult.Saved>(await Own<EmergencyService>().BreakGlassAsync(Company, (await ResourceAsync(Host)).Id, Reason, Cancel));
        var sums = Own<RollUpCounters>();
        sums.Take([new DecisionEvent(Decisions.Denied() with { Time = DateTimeOffset.UtcNow })]);
        sums.NotWritten(sums.Dirty());

        var text = (await PanelAsync()).Text();

        Assert.Contains("at least 0 connections would have been denied", text, StringComparison.Ordinal);
        Assert.Contains("are not all counted, because their totals cannot be stored.", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Counts are exact", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trial_RunningOut_IsATimerThatIsSaidAloudThreeTimes()
    {
        var panel = await TrialAsync(TimeSpan.FromHours(1));
        Assert.Equal("off", panel.Find("[role=timer]").GetAttribute("aria-live"));
        Assert.Equal("", Aloud(panel));
        Assert.Null(panel.Find("[role=timer]").Closest("[role=status]"));

        foreach (var (left, words) in (IEnumerable<(int Left, string Words)>)
            [(301, ""), (299, "5 minutes left of the trial of megacorp.my-saas.io."), (61, "5 minutes left of the trial of megacorp.my-saas.io."),
             (59, "1 minute left of the trial of megacorp.my-saas.io."), (9, "10 seconds left of the trial of megacorp.my-saas.io.")])
        {
            var deadline = (await Own<EnforcementService>().FindAsync(Company, panel.Instance.ResourceId, cancellationToken: Cancel))!.Trial!.Deadline;
            Clock.SetUtcNow(new DateTimeOffset(deadline, TimeSpan.Zero) - TimeSpan.FromSeconds(left));
            await panel.WaitForAssertionAsync(() => Assert.Equal(words, Aloud(panel)));
        }

        static string Aloud(IRenderedComponent<EnforcementPanel> panel) => panel.Find("p.visually-hidden[role=status]").TextContent;
    }

    [Fact]
    public async Task Trial_SomebodyComes_IsShownWithReasonLinkAndNetwork()
    {
        var panel = await TrialAsync(TimeSpan.FromHours(1));
        Assert.Contains("No connections yet.", panel.Text(), StringComparison.Ordinal);

        var resource = await ResourceAsync(Host);
        var (allowed, denied) = (Decisions.Allowed(), Decisions.Denied());
        foreach (var decision in (PrivateLink.Engine.Decisions.ConnectionDecision[])[allowed, denied])
            Log.Report(decision with { ResourceId = resource.Id, TenantId = resource.Draft.TenantId, Time = DateTimeOffset.UtcNow });

        await panel.WaitForAssertionAsync(() => Assert.Contains("1 allowed and 1 denied since the trial began", panel.Text(), StringComparison.Ordinal));
        var table = Finding.TextOf(panel.Find("table[aria-label='Traffic now']"));
        Assert.Contains("Link not listed", table, StringComparison.Ordinal);
        Assert.Contains("from 10.0.1.0/24 , aws", table, StringComparison.Ordinal);
    }

    /// <summary>Megacorp's host on a trial that starts now. At first, the page's clock equals the portal's.</summary>
    private async Task<IRenderedComponent<EnforcementPanel>> TrialAsync(TimeSpan window)
    {
        var id = (await ResourceAsync(Host)).Id;
        Assert.IsType<SaveResult.Saved>(await Own<EmergencyService>().BreakGlassAsync(Company, id, Reason, Cancel));
        Assert.IsType<SaveResult.Saved>(await Own<EnforcementService>().EnforceAsync(Company, id, new(Host, window, WithoutVerifiedLink: true), Cancel));
        Clock.SetUtcNow(DateTimeOffset.UtcNow);
        Render<MudPopoverProvider>();
        return await PanelAsync();
    }

    private async Task<(IRenderedComponent<EnforcementPanel> Panel, IRenderedComponent<MudDialogProvider> Dialogs)> AskAsync()
    {
        Render<MudPopoverProvider>();
        var dialogs = Render<MudDialogProvider>();
        var panel = await PanelAsync();
        _ = panel.Button($"Stop enforcing {Host} …").ClickAsync(new MouseEventArgs());
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
