using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Components.Pages.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.ConnectionLog.Records;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using Xunit;
using DecisionEvent = PrivateLink.Portal.ConnectionLog.DecisionEvent;

namespace PrivateLink.Tests.Portal.Components.ConnectionLog;

public class HistoryPageTests : PageTest
{
    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    [Fact]
    public void Render_NothingStored_SaysWhatToDo()
    {
        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Contains("Send the first connection: ./privatelink-send", page.Text(), StringComparison.Ordinal));
        Assert.Contains("Connections are kept for 30 days", page.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Render_NothingForTheFilter_SaysWhatEachConditionLeavesOutAndLeadsThere()
    {
        await StoreAsync(Record(5, Verdict.Allowed));
        Navigation.NavigateTo("history?q=outcome:denied&range=all");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Contains("Without outcome:denied , the list has 1 connection", page.Text(), StringComparison.Ordinal));
        Assert.Equal("history?range=all", page.Find(".empty-help a").GetAttribute("href"));
    }

    [Fact]
    public async Task Render_ConnectionsAndAGap_ShowsThemInTheirOrder()
    {
        var gap = RecordGap.Begin(Decision(5, Verdict.Allowed));
        gap.Add(Decision(5, Verdict.Allowed), sampled: true);
        await StoreAsync(Record(1, Verdict.Denied), Record(9, Verdict.Allowed), gap);
        Navigation.NavigateTo("history?range=all");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Equal(3, page.FindAll("tbody tr.row, tbody tr.gap").Count));
        var rows = page.FindAll("tbody tr.row, tbody tr.gap").Select(Finding.TextOf).ToList();
        Assert.Contains("Allowed", rows[0], StringComparison.Ordinal);
        Assert.Contains("1 connection between", rows[1], StringComparison.Ordinal);
        Assert.Contains("sampled out", rows[1], StringComparison.Ordinal);
        Assert.Contains("Denied", rows[2], StringComparison.Ordinal);
    }

    /// <summary>An event is shown between the connections before and after it. A gap has a line of its own instead of a mark.</summary>
    [Fact]
    public async Task Render_ConnectionsAndMarks_ShowsThemInTheirOrder()
    {
        var (before, after) = (Decision(1, Verdict.Allowed), Decision(9, Verdict.Denied));
        var between = before.Time.UtcDateTime + ((after.Time - before.Time) / 2);
        await StoreAsync(Record(1, Verdict.Allowed), Record(9, Verdict.Denied), new PolicyRevision { Number = 900, CreatedAt = between, Summary = "Enforced megacorp.my-saas.io", By = "mia" });
        Navigation.NavigateTo("history?range=all");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Contains(page.FindAll("tr.mark a"), mark => mark.GetAttribute("href") == "policy/900"));
        var lines = page.FindAll("tbody tr").Select(Finding.TextOf).ToList();
        var mark = lines.FindIndex(line => line.Contains("Policy revision 900 by mia", StringComparison.Ordinal));
        Assert.Contains("Denied", lines[mark - 1], StringComparison.Ordinal);
        Assert.Contains("Allowed", lines[mark + 1], StringComparison.Ordinal);
    }

    /// <summary>Columns disappear without room. A cell that still spans them would make the table too wide.</summary>
    [Fact]
    public async Task Gap_WhicheverColumnsAreShown_SpansThoseAndNoMore()
    {
        await StoreAsync(Record(1, Verdict.Denied), RecordGap.Begin(Decision(5, Verdict.Allowed)));
        Navigation.NavigateTo("history?range=all");
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("tr.gap")));
        string[] hidden = ["minor", "traffic", "client", "tenant"];

        for (var count = 0; count <= hidden.Length; count++)
        {
            var shown = string.Concat(hidden.Take(count).Select(name => $":not(.{name})"));
            var columns = page.FindAll($"table[aria-label^='Stored'] th{shown}").Count;
            Assert.Equal(columns, page.FindAll($"tr.gap td{shown}").Sum(cell => int.Parse(cell.GetAttribute("colspan") ?? "1", CultureInfo.InvariantCulture)));
            Assert.Equal(columns, page.FindAll($"table[aria-label^='Stored'] tr.row td{shown}").Count);
        }
    }

    /// <summary>Columns are part of the view: its address, its pages, and what is kept under a name. They ask the database for nothing.</summary>
    [Fact]
    public async Task Columns_Chosen_StandInTheAddressOfThePageThatIsOpen()
    {
        await StoreAsync(Enumerable.Range(0, 101).Select(second => Record(second, Verdict.Allowed)));
        var before = ConnectionIds.FloorOf(Decisions.Noon.AddSeconds(50));
        Navigation.NavigateTo($"history?range=all&columns=reason,host&before={before}");
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Equal(["Time", "Reason", "Host"], page.FindAll(".history-list thead th").Select(Finding.TextOf)));
        Assert.Equal("?range=all&columns=reason,host", page.FindComponent<SavedViews>().Instance.Query);

        page.FindAll(".columns label").Single(label => Finding.TextOf(label) == "Host").QuerySelector("input")!.Change(false);

        page.WaitForAssertion(() => Assert.EndsWith($"history?range=all&columns=reason&before={before}", Navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(["Time", "Reason"], page.FindAll(".history-list thead th").Select(Finding.TextOf));
        Assert.EndsWith("history?range=all&columns=reason", page.Link("Newest").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdict_Toggled_GoesIntoTheUrlAndTheList()
    {
        await StoreAsync(Record(1, Verdict.Denied), Record(9, Verdict.Allowed));
        Navigation.NavigateTo("history?range=all");
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr.row").Count));

        page.Button("Denied").Click();

        Assert.EndsWith("history?q=outcome:denied&range=all", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MoreThanAPage_Older_LeadsToTheRest()
    {
        await StoreAsync(Enumerable.Range(0, 101).Select(second => Record(second, Verdict.Allowed)));
        Navigation.NavigateTo("history?range=all");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.EndsWith($"&before={ConnectionIds.FloorOf(Decisions.Noon.AddSeconds(1))}", page.Link("Older").GetAttribute("href"), StringComparison.Ordinal));
        Assert.Equal(100, page.FindAll("tbody tr.row").Count);
    }

    /// <summary>The URL is in UTC for all viewers, while the fields use the viewer's time zone like all times on the page.</summary>
    [Fact]
    public void Span_FromAndTo_IsTypedInTheViewersZoneAndWrittenInUtc()
    {
        Navigation.NavigateTo("history?range=custom&from=2026-07-01T10:00&to=2026-07-01T11:00");
        var page = Render<HistoryPage>(page => page.AddCascadingValue(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin")));
        var fields = () => page.FindAll("input[type=datetime-local]");
        Assert.Equal(["2026-07-01T12:00", "2026-07-01T13:00"], fields().Select(field => field.GetAttribute("value")));
        Assert.Contains("From (local)", page.Text(), StringComparison.Ordinal);

        fields()[0].Change("2026-07-01T09:30");

        Assert.Contains("from=2026-07-01T07:30&to=2026-07-01T11:00", Navigation.Uri, StringComparison.Ordinal);
    }

    /// <summary>The number beside the list answers the list's own query, even if the hourly totals lack the field.</summary>
    [Theory]
    [InlineData("", 2)]
    [InlineData("client:192.0.2.0/24", 0)]
    [InlineData("client:10.0.0.0/8", 2)]
    [InlineData("link:*", 2)]
    [InlineData("-link:*", 0)]
    [InlineData("link:vpce-*", 2)]
    [InlineData("sni:globex.*", 0)]
    [InlineData("time>=2026-05-04T12:00:05Z", 1)]
    [InlineData("outcome:denied client:10.0.0.0/8", 1)]
    public async Task Figures_OfAFilter_AreThoseOfTheRows(string filter, int count)
    {
        await StoreAsync(Record(1, Verdict.Denied), Record(9, Verdict.Allowed), RollUp(Verdict.Denied), RollUp(Verdict.Allowed));
        Navigation.NavigateTo($"history?q={Uri.EscapeDataString(filter)}&range=custom&from=2026-05-04T11:00&to=2026-05-04T13:00");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.StartsWith(count == 1 ? "1 connection" : $"{count} connections", Finding.TextOf(page.Find("#sums-time")), StringComparison.Ordinal));
        Assert.Equal(count, page.FindAll("tbody tr.row").Count);
    }

    /// <summary>While the page is open, the known state of the database does not change. The notice still appears and disappears with the rows.</summary>
    [Fact]
    public async Task Notice_ConnectionsCannotBeStoredAnyMore_ComesAndGoesByItself()
    {
        const string Missing = "are missing from this list";
        var page = Render<HistoryPage>();
        page.WaitForAssertion(() => Assert.Contains("Connections are kept for 30 days", page.Text(), StringComparison.Ordinal));
        var decision = Decision(9, Verdict.Denied);
        Own<RecordBacklog>().Take([new DecisionEvent(decision), new DecisionEvent(decision, Decisions.Closed(decision))]);

        await ImportAsync(context => context.Database.ExecuteSqlRaw("ALTER TABLE ConnectionRecords RENAME TO Elsewhere"));
        Assert.False(await Own<RecordWriter>().TryAsync(last: false, Xunit.TestContext.Current.CancellationToken));
        await ImportAsync(context => context.Database.ExecuteSqlRaw("ALTER TABLE Elsewhere RENAME TO ConnectionRecords"));
        Assert.DoesNotContain(Missing, page.Text(), StringComparison.Ordinal);
        Clock.Advance(TimeSpan.FromSeconds(5));
        page.WaitForAssertion(() => Assert.Contains(Missing, page.Text(), StringComparison.Ordinal));

        Assert.True(await Own<RecordWriter>().TryAsync(last: false, Xunit.TestContext.Current.CancellationToken));
        Clock.Advance(TimeSpan.FromSeconds(5));

        page.WaitForAssertion(() => Assert.DoesNotContain(Missing, page.Text(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Chart_OfASpan_BeginsAndEndsWithIt()
    {
        await StoreAsync(Record(1, Verdict.Denied), Record(9, Verdict.Allowed), RollUp(Verdict.Denied), RollUp(Verdict.Allowed));
        Navigation.NavigateTo("history?range=custom&from=2026-05-04T11:50&to=2026-05-04T13:10");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.Equal(
            ["2026-05-04 11:50", "2026-05-04 13:10"], page.FindAll(".hours-axis span:first-child, .hours-axis span:last-child").Select(Finding.TextOf)));
    }

    [Fact]
    public async Task Figure_OfAPart_LeadsIntoTheSameSpan()
    {
        await StoreAsync(Record(1, Verdict.Denied), RollUp(Verdict.Denied));
        Navigation.NavigateTo("history?range=custom&from=2026-05-04T11:00&to=2026-05-04T13:00");

        var page = Render<HistoryPage>();

        page.WaitForAssertion(() => Assert.EndsWith(
            "&range=custom&from=2026-05-04T11:00&to=2026-05-04T13:00", page.Find("section[aria-label=Reasons] a").GetAttribute("href"), StringComparison.Ordinal));
    }

    private static HourlyRollUp RollUp(Verdict verdict)
    {
        var decision = Decision(0, verdict);
        return new()
        {
            Id = Guid.CreateVersion7(),
            Hour = Decisions.Noon.UtcDateTime,
            TenantId = decision.TenantId,
            ResourceId = decision.ResourceId,
            Listener = decision.Listener,
            Cloud = decision.LinkId?.Cloud,
            LinkId = decision.LinkId.ToString(),
            Verdict = verdict,
            Reason = decision.Reason,
            Connections = 1,
            Failed = 0,
            BytesFromClient = 0,
            BytesFromUpstream = 0,
            Sources = "",
        };
    }

    private static ConnectionRecord Record(int second, Verdict verdict)
    {
        var decision = Decision(second, verdict);
        return RecordForm.Of(decision, Decisions.Closed(decision));
    }

    private static ConnectionDecision Decision(int second, Verdict verdict)
    {
        var time = Decisions.Noon.AddSeconds(second);
        return (verdict == Verdict.Denied ? Decisions.Denied() : Decisions.Allowed()) with { Id = ConnectionIds.FloorOf(time), Time = time };
    }
}
