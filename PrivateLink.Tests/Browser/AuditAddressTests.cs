using Microsoft.Data.Sqlite;
using Microsoft.Playwright;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Browser;

/// <summary>
/// A user signs in at one address and works with an open page at another, behind a proxy that reports it. Chromium also sends the extra header with
/// the WebSocket.
/// </summary>
[Collection(nameof(PortalInBrowser))]
public class AuditAddressTests(PortalInBrowser portal)
{
    private const string SignedInAt = "203.0.113.7";
    private const string WorkingAt = "203.0.113.8";

    [Fact]
    public async Task AnActOfAnOpenPage_CarriesTheAddressOfItsConnectionAndTheSession()
    {
        await using var own = await PortalProcess.StartEmptyAsync("--Web:TrustedProxies:0=127.0.0.1");
        await using var window = await portal.OpenAsync(visitor: Visitor.Stranger, at: own.Url);
        var page = window.Page;
        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = SignedInAt });
        await page.GotoAsync(await own.WayInAsync("Setup"));
        await page.GetByLabel("Your name").FillAsync("Ada Admin");
        await page.GetByLabel("Email address").FillAsync("ada@my-saas.example");
        await page.GetByLabel("Password").FillAsync("seven purple gates at noon");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create account" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Authenticator" }).First.WaitForAsync();

        await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { ["X-Forwarded-For"] = WorkingAt });
        await window.GoToAsync("/tenants");
        await page.GetByLabel("Name of a new tenant").FillAsync("Initech");
        await page.GetByRole(AriaRole.Button, new() { Name = "Create tenant" }).ClickAsync();
        await Eventually.TrueAsync(() => Entries(own.DatabasePath).Any(entry => entry.Action == "tenant.created"));

        var entries = Entries(own.DatabasePath);
        var signedIn = Assert.Single(entries, entry => entry.Action == "person.signed_in");
        Assert.Equal(SignedInAt, signedIn.Address);
        Assert.NotEmpty(signedIn.Session);
        Assert.Equal((WorkingAt, signedIn.Session), Assert.Single(entries, entry => entry.Action == "tenant.created") switch { var act => (act.Address, act.Session) });
    }

    private static List<(string Action, string Address, string Session)> Entries(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT Action, COALESCE(Address, ''), COALESCE(SessionId, '') FROM AuditEntries ORDER BY Sequence";
        using var reader = command.ExecuteReader();
        var entries = new List<(string, string, string)>();
        while (reader.Read()) entries.Add((reader.GetString(0), reader.GetString(1), reader.GetString(2)));
        return entries;
    }
}
