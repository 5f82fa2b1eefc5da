using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Demonstration;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// Operators work on the policy and on connections: pages ask before a change, close connections, and hold back openings of a restored database.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public class OperationsStoryTests(PortalInBrowser portal)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Change_ReplayedBeforeItIsMade_SaysWhomItWouldShutOut()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await using (await PlayedClient.ConnectAsync(portal.Listener(DemoNames.AwsListener), DemoNames.MegacorpAwsLink, DemoNames.MegacorpHost))
            await window.GoToAsync("/tools/simulator");

        await page.GetByLabel("Resource", new() { Exact = true }).FillAsync(DemoNames.MegacorpHost);
        await page.GetByRole(AriaRole.Checkbox, new() { NameRegex = new Regex(Regex.Escape(DemoNames.MegacorpAwsLink.ToString())) }).UncheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Replay", Exact = true }).ClickAsync();

        var table = page.GetByRole(AriaRole.Table, new() { Name = "Connections that would be decided differently" });
        await Assertions.Expect(table.GetByText("link_mismatch").First).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("operations-replay");
        window.ExpectNoFaults();
    }

    [Fact]
    public async Task OpenConnection_Closed_IsCutAndGone()
    {
        await using var window = await portal.OpenAsync();
        var page = window.Page;
        await using var open = await PlayedClient.ConnectAsync(portal.Listener(DemoNames.AwsListener), DemoNames.MegacorpAwsLink, DemoNames.MegacorpHost);
        await window.GoToAsync($"/open-connections?q={DemoNames.MegacorpAwsLink}");

        var close = page.GetByRole(AriaRole.Button, new() { Name = $"Close the connection from {PlayedClient.Source} to {DemoNames.MegacorpHost}" });
        await Assertions.Expect(close.First).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("operations-open-connections");
        await ExpectWithinTheScreenAsync(page, close.First);
        await close.First.ClickAsync();
        var yes = page.GetByRole(AriaRole.Button, new() { Name = "Close connection", Exact = true });
        await yes.ClickAsync();
        await Assertions.Expect(page.GetByText("Give a reason of at least 10 characters")).ToBeVisibleAsync();
        await window.LookInEveryViewAsync("operations-close-connection");
        await page.GetByRole(AriaRole.Button, new() { Name = "Upstream maintenance" }).ClickAsync();
        await yes.ClickAsync();

        await PlayedClient.ExpectCutAsync(open);
        await window.GoToAsync("/audit?action=connection.closed");
        await page.Locator("tbody tr a").First.ClickAsync();
        await Assertions.Expect(page.GetByText("Upstream maintenance").First).ToBeVisibleAsync();
        window.ExpectNoFaults();
    }

    /// <summary>Expects an element to be on a phone's screen without sideways scrolling.</summary>
    private static async Task ExpectWithinTheScreenAsync(IPage page, ILocator what)
    {
        const int Narrow = 400;
        var (width, height) = (page.ViewportSize!.Width, page.ViewportSize.Height);
        await page.SetViewportSizeAsync(Narrow, height);
        var place = await what.BoundingBoxAsync();
        Assert.InRange(place!.X + place.Width, 0, Narrow);
        await page.SetViewportSizeAsync(width, height);
    }

    /// <summary>An administrator reverts a mistake. Then an old copy of the database is restored, in which a now enforced host is still open.</summary>
    [Fact]
    public async Task Policy_RolledBack_AndHeldBackUntilAnAdministratorSaysYes()
    {
        await using var own = await PortalProcess.StartAsync(10, "--Policy:CheckInterval=00:00:01");
        await ExecuteAsync(own, $"""UPDATE "People" SET "CompanyRole" = {(int)CompanyRole.Administrator} WHERE "Email" = '{DemoNames.OperatorEmail}';""");
        await using var window = await portal.OpenAsync(at: own.Url);
        var page = window.Page;
        await window.GoToAsync(await own.WayInAsync(nameof(Visitor.Operator)));

        await ResourceForm.OpenAsync(page, DemoNames.MegacorpHost);
        await ResourceForm.RemoveLinkAsync(page, DemoNames.MegacorpAwsLink.ToString());
        var mistake = await ResourceForm.SaveAsync(page);
        await window.GoToAsync($"/policy/{mistake}");
        await Assertions.Expect(page.GetByRole(AriaRole.Table, new() { Name = $"Changes since revision {mistake}" })).ToContainTextAsync(DemoNames.MegacorpAwsLink.ToString());
        await window.LookInEveryViewAsync("operations-revision");
        await page.GetByRole(AriaRole.Button, new() { Name = $"Roll back revision {mistake}" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = $"Roll back revision {mistake}" }).ClickAsync();
        await Assertions.Expect(page.GetByText($"Revision {mistake} was rolled back.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByText($"Revision {mistake + 1} is in force")).ToBeVisibleAsync();

        await ExecuteAsync(own, $"""
            UPDATE "Resources" SET "Mode" = {(int)ResourceMode.Open} WHERE "Host" = '{DemoNames.MegacorpHost}';
            DELETE FROM "PolicyRevisions" WHERE "Number" > {mistake};
            """);
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "1 change held back" })).ToBeVisibleAsync(new() { Timeout = 30_000 });
        await window.LookInEveryViewAsync("operations-held-back");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirm 1 change" }).ClickAsync();
        await page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Confirm 1 change" }).ClickAsync();

        await Assertions.Expect(page.GetByText("The changes are coming into force.")).ToBeVisibleAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Name = "1 change held back" })).ToHaveCountAsync(0);
        window.ExpectNoFaults();
    }

    /// <summary>Runs SQL in the portal's own database, for changes that no page offers.</summary>
    private static async Task ExecuteAsync(PortalProcess portal, string sql)
    {
        await using var database = new SqliteConnection($"Data Source={portal.DatabasePath};Pooling=False;Default Timeout=20");
        await database.OpenAsync(Cancel);
        await using var command = database.CreateCommand();
        command.CommandText = sql;
        Assert.NotEqual(0, await command.ExecuteNonQueryAsync(Cancel));
    }
}
