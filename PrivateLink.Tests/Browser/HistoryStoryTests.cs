using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PrivateLink.Engine.Decisions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The page of stored connections: exports what it shows, and shows gaps.</summary>
[Collection(nameof(PortalInBrowser))]
public class HistoryStoryTests(PortalInBrowser portal)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_OfAFilter_HoldsWhatTheDatabaseHolds()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/history?q=outcome:denied");
        await window.Page.GetByRole(AriaRole.Table, new() { Name = "Stored connections, newest first" }).Locator("tbody tr.row").First.WaitForAsync();
        var until = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 20);

        var response = await window.Page.APIRequest.GetAsync($"/history/export?format=csv&q=outcome:denied&to={until:yyyy-MM-ddTHH:mm:ssZ}");
        var lines = (await response.TextAsync()).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        await using var database = new SqliteConnection($"Data Source={portal.DatabasePath};Mode=ReadOnly");
        await database.OpenAsync(Cancel);
        await using var count = database.CreateCommand();
        count.CommandText = """SELECT "Id" FROM "ConnectionRecords" WHERE "Verdict" = 2 AND "Id" < $until ORDER BY "Id" DESC""";
        count.Parameters.AddWithValue("$until", ConnectionIds.FloorOf(until));
        var stored = new List<string>();
        await using (var reader = await count.ExecuteReaderAsync(Cancel))
            while (await reader.ReadAsync(Cancel)) stored.Add(reader.GetInt64(0).ToString(CultureInfo.InvariantCulture));

        Assert.Contains("attachment", response.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Equal(stored, lines.Skip(1).Select(line => line[..line.IndexOf(',', StringComparison.Ordinal)]));
    }

    [Fact]
    public async Task Export_Clicked_IsDownloadedAndSaysHowManyRows()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/history");

        var download = await window.Page.RunAndWaitForDownloadAsync(() => window.Page.GetByRole(AriaRole.Link, new() { Name = "NDJSON" }).ClickAsync());
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), Cancel);

        Assert.NotEmpty(lines);
        Assert.All(lines, line => Assert.StartsWith("{\"id\":\"", line, StringComparison.Ordinal));
        await Assertions.Expect(window.Page.GetByText(string.Create(CultureInfo.InvariantCulture, $"Exported {lines.Length:N0} row"))).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Export_OfManyRows_SaysHowFarItIsAndCanBeCancelled()
    {
        await using var full = await PortalProcess.StartAsync(10);
        await using var window = await portal.OpenAsync(at: full.Url);
        await window.GoToAsync(await full.WayInAsync(nameof(Visitor.Operator)));
        await window.GoToAsync("/history");
        await window.Page.Locator("tbody tr.row").First.WaitForAsync();
        await using (var database = new SqliteConnection($"Data Source={full.DatabasePath};Pooling=False;Default Timeout=20"))
        {
            await database.OpenAsync(Cancel);
            await RepeatOldestAsync(database, times: 400_000);
        }

        await window.Page.GetByRole(AriaRole.Link, new() { Name = "CSV" }).ClickAsync();
        await Assertions.Expect(window.Page.GetByRole(AriaRole.Status).Filter(new() { HasText = ",000 rows, back to" })).ToBeVisibleAsync();
        await window.ScreenshotAsync("history-export");
        await window.Page.GetByRole(AriaRole.Button, new() { Name = "Cancel export" }).ClickAsync();

        await Assertions.Expect(window.Page.GetByText("The file is not complete")).ToBeVisibleAsync();
        await window.ScreenshotAsync("history-export-cancelled");
    }

    /// <summary>Another process locks the database for a while. Records that cannot wait are counted, and the history shows the count.</summary>
    [Fact]
    public async Task Database_BlockedAndFreed_LeavesAGapThatIsShown()
    {
        await using var slow = await PortalProcess.StartAsync(100, "--Records:Backlog=1000", "--Database:CommandTimeout=00:00:02");
        await using var window = await portal.OpenAsync(at: slow.Url);
        await window.GoToAsync(await slow.WayInAsync(nameof(Visitor.Operator)));
        await window.GoToAsync("/ops/connections");

        await using var other = new SqliteConnection($"Data Source={slow.DatabasePath};Pooling=False");
        await other.OpenAsync(Cancel);
        await ExecuteAsync(other, "PRAGMA busy_timeout = 20000; BEGIN EXCLUSIVE;");
        await Assertions.Expect(window.Page.GetByText("sampled out")).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await ExecuteAsync(other, "ROLLBACK;");

        // Newer rows push the gap off the first page at once, so the test opens the page at the gap's time.
        DateTime? end = null;
        await Eventually.TrueAsync(async () => (end = await EndOfGapAsync(other)) is not null);
        await window.GoToAsync($"/history?range=custom&from={end!.Value.AddMinutes(-5):s}&to={end.Value.AddSeconds(1):s}");
        await Assertions.Expect(window.Page.Locator("tr.gap").Filter(new() { HasText = "have no row of their own" }).First).ToBeVisibleAsync();
        foreach (var width in (int[])[1440, 1400, 1200, 1000])
        {
            await window.Page.SetViewportSizeAsync(width, 900);
            Assert.Equal(["1"], await window.Page.EvaluateAsync<string[]>(RowsEndTogether));
        }

        await window.Page.SetViewportSizeAsync(1400, 900);
        await window.LookInEveryViewAsync("history-gap");
    }

    /// <summary>How many different right edges the table's rows have. Columns disappear without room, and a gap must span the remaining ones.</summary>
    private const string RowsEndTogether = """
        () => {
          const ends = [...document.querySelectorAll("table[aria-label^='Stored'] tr")]
            .map(row => Math.round([...row.children].filter(cell => cell.offsetWidth > 0).at(-1).getBoundingClientRect().right));
          return [String(new Set(ends).size)];
        }
        """;

    /// <summary>Copies the oldest record, with smaller keys.</summary>
    private static async Task RepeatOldestAsync(SqliteConnection connection, int times)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT group_concat('"' || name || '"') FROM pragma_table_info('ConnectionRecords') WHERE name <> 'Id'""";
        var columns = (string)(await command.ExecuteScalarAsync(Cancel))!;
        await ExecuteAsync(connection, $"""
            WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < {times})
            INSERT INTO "ConnectionRecords" ("Id", {columns})
            SELECT oldest."Id" - number, {columns} FROM numbers, (SELECT * FROM "ConnectionRecords" ORDER BY "Id" LIMIT 1) AS oldest;
            """);
    }

    private static async Task<DateTime?> EndOfGapAsync(SqliteConnection connection)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = """SELECT MAX("To") FROM "RecordGaps";""";
        return await command.ExecuteScalarAsync(Cancel) is string text ? DateTime.Parse(text, CultureInfo.InvariantCulture) : null;
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(Cancel);
    }
}
