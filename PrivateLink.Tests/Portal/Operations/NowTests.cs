using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Operations.Now;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Support;
using PrivateLink.Tests.Support.Data;
using Xunit;

namespace PrivateLink.Tests.Portal.Operations;

/// <summary>The status page for an operator at the machine: without sign-in and without the database, but closed to everyone else.</summary>
public sealed class NowTests : IAsyncLifetime
{
    private readonly SqliteTestDatabase _database = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-now-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Get_DatabaseAway_SaysWhatIsSoAndWhatWasDecided()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        var decided = TestDecision.Complete(1) with { Verdict = Verdict.Denied, Upstream = null, Node = "night" };
        portal.Decide(decided);
        await Eventually.TrueAsync(() => Live(portal).Find(Caller.Company("test"), 1) is not null);
        _database.Break();
        portal.Services.GetRequiredService<DatabaseState>().Become(new("The file /data/portal.db is gone. Put it back.", "its file is gone", IsAway: true, DateTimeOffset.UtcNow));

        var text = await ReadAsync(portal, "/ops/now");
        var html = await ReadAsync(portal, "/ops/now", "text/html");
        using var json = JsonDocument.Parse(await ReadAsync(portal, "/ops/now", "application/json"));

        foreach (var form in (string[])[text, html])
        {
            Assert.Contains("public", form, StringComparison.Ordinal);
            Assert.Contains("revision 0", form, StringComparison.Ordinal);
            Assert.Contains("The file /data/portal.db is gone. Put it back.", form, StringComparison.Ordinal);
            Assert.Contains("denied", form, StringComparison.Ordinal);
            Assert.Contains("link_matched", form, StringComparison.Ordinal);
            Assert.Contains("megacorp.my-saas.io", form, StringComparison.Ordinal);
            Assert.Contains("2001:db8::/64", form, StringComparison.Ordinal);
        }

        Assert.Equal("away", json.RootElement.GetProperty("database").GetProperty("state").GetString());
        Assert.Equal("denied", json.RootElement.GetProperty("refusals")[0].GetProperty("outcome").GetString());
        _database.Repair();
    }

    /// <summary>Every account of the machine can reach its loopback address.</summary>
    [Theory]
    [InlineData("text/html")]
    [InlineData("application/json")]
    [InlineData("*/*")]
    public async Task Get_AnyForm_ShowsNoLinkAndNoClientWhole(string accept)
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        var decided = TestDecision.Complete(1);
        portal.Decide(decided);
        await Eventually.TrueAsync(() => Live(portal).Find(Caller.Company("test"), 1) is not null);

        var answer = await ReadAsync(portal, "/ops/now", accept);

        var link = decided.LinkId!.Value.ToString();
        Assert.Contains(link[^4..], answer, StringComparison.Ordinal);
        Assert.DoesNotContain(link, answer, StringComparison.Ordinal);
        Assert.DoesNotContain("2001:db8::7", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-Forwarded-For", "198.51.100.7")]
    [InlineData("X-Forwarded-For", "127.0.0.1")]
    [InlineData("X-Forwarded-Proto", "https")]
    [InlineData("Forwarded", "for=198.51.100.7")]
    [InlineData("X-Real-IP", "198.51.100.7")]
    [InlineData("Via", "1.1 proxy")]
    [InlineData("Host", "privatelink.my-saas.io")]
    [InlineData("Host", "rebound.example")]
    [InlineData("Host", "127.0.0.1.evil.example")]
    public async Task Get_ThroughAProxyOrByAnotherName_IsNotThere(string header, string value)
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName, "--AllowedHosts=*");
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/ops/now");
        request.Headers.TryAddWithoutValidation(header, value);

        using var answer = await browser.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    /// <summary>A proxy on this machine may add no headers and use this machine's name.</summary>
    [Theory]
    [InlineData("--Portal:PublicUrl=https://privatelink.my-saas.io")]
    [InlineData("--Web:TrustedProxies:0=127.0.0.1")]
    public async Task Get_SomethingStandsInFrontOfThePortal_IsNotThere(string setting)
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName, setting);
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };

        using var answer = await browser.GetAsync("/ops/now", Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Get_Html_MayLoadNothingFromElsewhereAndIsNotKept()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        browser.DefaultRequestHeaders.Add("Accept", "text/html");

        using var answer = await browser.GetAsync("/ops/now", Cancel);

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Contains("default-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("DENY", answer.Headers.GetValues("X-Frame-Options").Single());
    }

    /// <summary>Refusals are looked for under the lock that decisions wait for, and every account of the machine may ask.</summary>
    [Fact]
    public async Task Read_WithinASecond_IsTheSameReport()
    {
        await using var portal = await OnMachine.StartAsync(_database, _folder.FullName);
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var reports = ActivatorUtilities.CreateInstance<NowReports>(portal.Services, time);

        var report = reports.Read();

        time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Same(report, reports.Read());
        time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.NotSame(report, reports.Read());
    }

    private static LiveConnections Live(WebApplication portal) => portal.Services.GetRequiredService<LiveConnections>();

    private static async Task<string> ReadAsync(WebApplication portal, string path, string accept = "*/*")
    {
        using var browser = new HttpClient { BaseAddress = new Uri(portal.Urls.Single()) };
        browser.DefaultRequestHeaders.Add("Accept", accept);
        using var answer = await browser.GetAsync(path, Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancel);
    }
}
