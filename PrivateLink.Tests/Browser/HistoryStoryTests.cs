using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PrivateLink.Engine.Decisions;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>The stored connections in front of a person: exported as they are, and honest about those that are missing.</summary>
[Collection(nameof(PortalInBrowser))]
public class HistoryStoryTests(PortalInBrowser portal)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_OfAFilter_HoldsWhatTheDatabaseHolds()
    {
        await using var window = await portal.OpenAsync();
        await window.GoToAsync("/history?q=verdict:denied");
        await window.Page.GetByRole(AriaRole.Table, new() { Name = "Stored connections, newest first" }).Locator("tbody tr.row").First.WaitForAsync();
        var until = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.ToUnixTimeSeconds() - 20);

        var response = await window.Page.APIRequest.GetAsync($"/history/export?format=csv&q=verdict:denied&to={until:yyyy-MM-ddTHH:mm:ssZ}");
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
}
