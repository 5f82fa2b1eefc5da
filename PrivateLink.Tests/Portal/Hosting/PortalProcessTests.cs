using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>How the portal starts, stops and refuses to start, observed from outside.</summary>
[Needs(Needs.Process)]
public sealed class PortalProcessTests : IDisposable
{
    private static readonly string[] SignsOfAFault = ["fail:", "crit:", "Unhandled exception", "   at "];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-start-");

    /// <summary>Timeouts so long that only a second signal ends the wait for open connections.</summary>
    private static readonly string[] Patient = ["--Engine:Timeouts:Drain=01:00:00", "--Engine:Timeouts:Prelude=01:00:00"];

    private string Database => $"--Database:Path={Path.Combine(_folder.FullName, "portal.db")}";

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WithTheDemonstration_AnswersAndEndsCleanly()
    {
        await using var portal = await PortalProcess.StartAsync(connectionsPerSecond: 20);
        using var browser = new HttpClient { BaseAddress = portal.Url };

        foreach (var path in (string[])["/account/sign-in", "/livez", "/readyz/proxy", "/readyz/portal", "/css/base.css"])
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, path));
        foreach (var path in (string[])["/", "/connections", "/no-such-page", "/_blazor/negotiate", "/account/sessions"])
            Assert.StartsWith("/account/sign-in?returnUrl=", await AskedToSignInAsync(portal.Url, path), StringComparison.Ordinal);

        Assert.Equal(0, await portal.TerminateAsync());
        Assert.All(SignsOfAFault, word => Assert.DoesNotContain(word, portal.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Empty_SaysWhereItIsAndThatItIsReady()
    {
        await using var portal = await PortalProcess.StartEmptyAsync();
        using var browser = new HttpClient { BaseAddress = portal.Url };

        Assert.Equal("Healthy\n", await browser.GetStringAsync("/livez", TestContext.Current.CancellationToken));
        Assert.Equal("Degraded: policy revision 0, 1 listeners; no host is protected yet, and every connection is denied\n", await browser.GetStringAsync("/readyz/proxy", TestContext.Current.CancellationToken));
        Assert.Equal("Healthy: the database answers\n", await browser.GetStringAsync("/readyz/portal", TestContext.Current.CancellationToken));
        Assert.Matches(@"public\s+127\.0\.0\.1:\d+\s+public: PROXY headers are refused", portal.Output);
        Assert.Equal(0, await portal.TerminateAsync());
    }

    [Fact]
    public async Task Stop_ConnectionsOpen_TheyAreCountedUntilASecondSignalEndsTheWaiting()
    {
        await using var portal = await PortalProcess.StartEmptyAsync(Patient);
        using var browser = new HttpClient { BaseAddress = portal.Url };
        using var one = await WireEnd.ConnectAsync(portal.Listener("public"));
        using var other = await WireEnd.ConnectAsync(portal.Listener("public"));
        await Task.WhenAll(one.SendAsync(0x16), other.SendAsync(0x16));

        await portal.SignalAsync();
        await Eventually.TrueAsync(() => portal.Output.Contains("Stopping: 2 connections may finish within 01:00:00.", StringComparison.Ordinal));
        using (var status = await browser.GetAsync(new Uri("/readyz/proxy", UriKind.Relative), TestContext.Current.CancellationToken))
            Assert.Equal("Unhealthy: draining: no new connections are accepted; still open: 2\n",
                await status.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/readyz/portal"));
        one.Reset();
        await Eventually.TrueAsync(() => portal.Output.Contains("Stopping: 1 connections are still open.", StringComparison.Ordinal));

        await portal.SignalAsync();
        Assert.Equal("RST", await other.EndingAsync());
        Assert.Equal(0, await portal.EndingAsync());
        Assert.Contains("Stopped. 1 connections were still open and have been reset.", portal.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", portal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_LameDuck_IsNotReadyAndServesUntilASecondSignalEndsIt()
    {
        await using var portal = await PortalProcess.StartEmptyAsync("--Engine:Timeouts:LameDuck=00:10:00");
        using var browser = new HttpClient { BaseAddress = portal.Url };

        await portal.SignalAsync();
        await Eventually.TrueAsync(async () => await StatusAsync(browser, "/readyz/proxy") == HttpStatusCode.ServiceUnavailable);
        using (var client = await WireEnd.ConnectAsync(portal.Listener("public")))
        {
            await client.SendAsync("GET / HTTP/1.1\r\n"u8.ToArray());
            Assert.Equal("RST", await client.EndingAsync()); // accepted and decided: it is not TLS
        }

        await portal.SignalAsync();
        Assert.Equal(0, await portal.EndingAsync());
    }

    [Fact]
    public async Task Stop_SecondSignalRightBehindTheFirst_IsNotLost()
    {
        await using var portal = await PortalProcess.StartEmptyAsync(Patient);
        using var client = await WireEnd.ConnectAsync(portal.Listener("public"));
        await client.SendAsync(0x16);

        await portal.SignalAsync();
        await portal.SignalAsync();

        Assert.Equal("RST", await client.EndingAsync());
        Assert.Equal(0, await portal.EndingAsync());
    }

    [Fact]
    public async Task Database_BrokenWhileRunning_LeavesTheProxyReadyAndSaysSoForThePortal()
    {
        await using var portal = await PortalProcess.StartEmptyAsync();
        await BreakAsync(portal.DatabasePath);
        using var browser = new HttpClient { BaseAddress = portal.Url };

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(browser, "/readyz/portal"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/readyz/proxy"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, "/livez"));
    }

    /// <summary>A service's output is stored and read by others, and a reader of it must not be able to become the administrator.</summary>
    [Fact]
    public async Task Start_AsAService_PrintsNoLinkThatLetsPeopleIn()
    {
        await using var portal = await PortalProcess.StartInAsync(_folder, new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production" });

        // The link is printed after the addresses, and the start waits only for those.
        await Eventually.TrueAsync(() => portal.Output.Contains("PrivateLink.Portal admin create", StringComparison.Ordinal));
        Assert.DoesNotContain("/setup#", portal.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_DemonstrationBeyondThisMachine_IsRefused()
    {
        var result = await PortalProcess.RunAsync("--Demonstration:Enabled=true", Database, "--Portal:Url=http://127.0.0.1:0", "--Portal:PublicUrl=https://privatelink.my-saas.io");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("Demonstration:Enabled: the demonstration signs people in without a password", result.Error, StringComparison.Ordinal);
    }

    /// <summary>A page elsewhere whose own host name resolves to this machine must not control the portal.</summary>
    [Fact]
    public async Task Request_ForAnotherHostName_IsRefused()
    {
        await using var portal = await PortalProcess.StartEmptyAsync();
        using var browser = new HttpClient { BaseAddress = portal.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/livez") { Headers = { Host = "rebound.example" } };

        using var response = await browser.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Start_WrongSettings_TellsAllOfThemAndEndsWith2()
    {
        var result = await PortalProcess.RunAsync(
            "--Portal:Url=http://0.0.0.0:80", "--Database:Provider=Oracle", "--Engine:Timeouts:Idle=soon", "--Engine:Listeners:aws:TrustedSource=10.0.0.0/8");

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("PrivateLink cannot start, for 4 reasons:", result.Error, StringComparison.Ordinal);
        foreach (var key in (string[])["Portal:PublicUrl", "Database:Provider", "Engine:Timeouts:Idle", "Engine:Listeners:aws:TrustedSource"])
            Assert.Contains($"  - {key}:", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_UnknownArgument_EndsWith2()
    {
        var result = await PortalProcess.RunAsync("--no-dmeo");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains("'--no-dmeo' is not known.", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_ListenersPortInUse_NamesListenerAndPortAndEndsWith2()
    {
        using var taken = Occupy(out var address);

        var result = await PortalProcess.RunAsync(
            "--no-demo", Database, "--Portal:Url=http://127.0.0.1:0", $"--Engine:Listeners:edge:Bind={address}", "--Engine:Listeners:edge:ProxyProtocol=Off");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Listener 'edge' cannot bind {address}", result.Error, StringComparison.Ordinal);
        Assert.All(SignsOfAFault, word => Assert.DoesNotContain(word, result.Error + result.Output, StringComparison.Ordinal));
    }

    /// <summary>
    /// Everything else is already running at that point, more so with the demonstration. None of it may print after the sentence that explains the
    /// failure.
    /// </summary>
    [Theory]
    [InlineData("--no-demo")]
    [InlineData("--Demonstration:Enabled=true", "--Demonstration:Upstream=127.0.0.1:0", "--Demonstration:ConnectionsPerSecond=100")]
    public async Task Start_PortalsPortInUse_NamesItLastAndEndsWith2(params string[] settings)
    {
        using var taken = Occupy(out var address);

        var result = await PortalProcess.RunAsync(
            [.. settings, Database, $"--Portal:Url=http://{address}", "--Engine:Listeners:aws:Bind=127.0.0.1:0", "--Engine:Listeners:aws:ProxyProtocol=Off"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Portal:Url: http://{address} is in use", result.Error, StringComparison.Ordinal);
        Assert.EndsWith("Stop it, or choose another port.", result.Error.Trim(), StringComparison.Ordinal);
        Assert.All(SignsOfAFault, word => Assert.DoesNotContain(word, result.Error + result.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("--Database:Path=/proc/none/portal.db")]
    [InlineData("--Database:Provider=SqlServer", "--Database:ConnectionString=Server=127.0.0.1,1;Database=none;Connect Timeout=1")]
    public async Task Start_DatabaseAway_SaysSoAndEndsWith3(params string[] database)
    {
        var result = await PortalProcess.RunAsync(
            ["--no-demo", "--Engine:Listeners:edge:Bind=127.0.0.1:0", "--Engine:Listeners:edge:ProxyProtocol=Off", .. database]);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("could not be used", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task DatabaseVerbs_FirstCheckThenMigrate_TellTheState()
    {
        var before = await PortalProcess.RunAsync("db", "check", Database);
        var migrate = await PortalProcess.RunAsync("db", "migrate", Database);
        var after = await PortalProcess.RunAsync("db", "check", Database);

        Assert.Equal((1, 0, 0), (before.ExitCode, migrate.ExitCode, after.ExitCode));
        Assert.Contains("missing  ", before.Output, StringComparison.Ordinal);
        Assert.Equal("The schema is up to date.", after.Output.Trim());
    }

    [Fact]
    public async Task Start_WithoutTheDemonstration_HasNoneOfItsWaysIn()
    {
        await using var portal = await PortalProcess.StartEmptyAsync();
        using var browser = new HttpClient { BaseAddress = portal.Url };

        Assert.StartsWith($"{portal.Url}setup#", await portal.WayInAsync("Setup"), StringComparison.Ordinal);
        Assert.DoesNotContain("demonstration", portal.Output, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, "/demonstration"));
    }

    [Fact]
    public async Task AdminCreate_WithAPasswordFile_ClosesTheSetup()
    {
        var password = Path.Combine(_folder.FullName, "password");
        await File.WriteAllTextAsync(password, "seven purple gates at noon\n", TestContext.Current.CancellationToken);

        var common = await PortalProcess.RunAsync("admin", "create", "--email", "ada@my-saas.example", Database);
        var created = await PortalProcess.RunAsync("admin", "create", "--email", "ada@my-saas.example", "--password-file", password, Database);
        var again = await PortalProcess.RunAsync("admin", "create", "--email", "ada@my-saas.example", "--password-file", password, Database);

        Assert.Equal((2, 0, 2), (common.ExitCode, created.ExitCode, again.ExitCode));
        Assert.Contains("A password has at least 12 characters", common.Error, StringComparison.Ordinal);
        Assert.Contains("An account with this address already exists", again.Error, StringComparison.Ordinal);
    }

    /// <summary>Requests a page as a visitor who is not signed in, and returns the redirect.</summary>
    private static async Task<string> AskedToSignInAsync(Uri portal, string path)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler) { BaseAddress = portal };
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.Headers.Location?.PathAndQuery ?? $"{response.StatusCode}";
    }

    private static async Task BreakAsync(string database)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = database, Pooling = false }.ToString());
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "DROP TABLE PolicyRevisions";
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return response.StatusCode;
    }

    private static Socket Occupy(out EndPoint address)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        socket.Listen();
        address = socket.LocalEndPoint!;
        return socket;
    }
}
