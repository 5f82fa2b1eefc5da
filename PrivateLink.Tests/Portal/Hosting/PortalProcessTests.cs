using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Hosting;

/// <summary>How the portal starts, ends and refuses to start, seen from outside.</summary>
public sealed class PortalProcessTests : IDisposable
{
    private static readonly string[] SignsOfAFault = ["fail:", "crit:", "Unhandled exception", "   at "];

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-start-");

    private string Database => $"--Database:Path={Path.Combine(_folder.FullName, "portal.db")}";

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Start_WithTheDemonstration_AnswersAndEndsCleanly()
    {
        await using var portal = await PortalProcess.StartAsync(connectionsPerSecond: 20);
        using var browser = new HttpClient { BaseAddress = portal.Url };

        foreach (var path in (string[])["/", "/livez", "/readyz/proxy", "/readyz/portal"])
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(browser, path));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, "/no-such-page"));

        Assert.Equal(0, await portal.TerminateAsync());
        Assert.All(SignsOfAFault, word => Assert.DoesNotContain(word, portal.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Start_Empty_SaysWhereItIsAndThatItIsReady()
    {
        await using var portal = await PortalProcess.StartEmptyAsync();
        using var browser = new HttpClient { BaseAddress = portal.Url };

        Assert.Equal("Healthy\n", await browser.GetStringAsync("/livez", TestContext.Current.CancellationToken));
        Assert.Equal("Healthy: policy revision 0, 1 listeners\n", await browser.GetStringAsync("/readyz/proxy", TestContext.Current.CancellationToken));
        Assert.Equal("Healthy: the database answers\n", await browser.GetStringAsync("/readyz/portal", TestContext.Current.CancellationToken));
        Assert.Matches(@"public\s+127\.0\.0\.1:\d+\s+public: PROXY headers are refused", portal.Output);
        Assert.Equal(0, await portal.TerminateAsync());
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

    /// <summary>A page somewhere else that resolves its own name to this machine must not administer the portal.</summary>
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
        foreach (var key in (string[])["Portal:Url", "Database:Provider", "Engine:Timeouts:Idle", "Engine:Listeners:aws:TrustedSource"])
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
        Assert.DoesNotContain("   at ", result.Error + result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortalsPortInUse_NamesItAndEndsWith2()
    {
        using var taken = Occupy(out var address);

        var result = await PortalProcess.RunAsync(
            "--no-demo", Database, $"--Portal:Url=http://{address}", "--Engine:Listeners:edge:Bind=127.0.0.1:0", "--Engine:Listeners:edge:ProxyProtocol=Off");

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"Portal:Url: http://{address} is in use", result.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", result.Error + result.Output, StringComparison.Ordinal);
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
