using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Telemetry;

/// <summary>The port of <c>/metrics</c>, as programs that watch the portal use it.</summary>
[Needs(Needs.Process)]
public partial class MetricsPortTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Dashboards and alerts use the names that the document derives from the instruments.</summary>
    [Fact]
    public async Task Metrics_OfAPortal_HaveTheNamesOfTheDocument_AndOnlyOnTheirPort()
    {
        var address = FreePort.Next();
        await using var portal = await PortalProcess.StartEmptyAsync($"--Telemetry:Metrics={address}");
        using var browser = new HttpClient();
        var text = "";
        await Eventually.TrueAsync(async () => (text = await TextOfAsync(browser, address)).Contains("privatelink_database_check_duration", StringComparison.Ordinal));
        var documented = await NamesOfTheDocumentAsync();
        var found = Types().Matches(text).Select(static match => match.Groups[1].Value).Where(static name => name.StartsWith("privatelink_", StringComparison.Ordinal)).ToList();
        var check = await Tool.RunAsync("promtool", text, "check", "metrics");

        Assert.Subset(documented, found.ToHashSet());
        Assert.Superset(
            new HashSet<string>
            {
                "privatelink_connections_open", "privatelink_connections_limit", "privatelink_descriptors_usage", "privatelink_disk_free_bytes", "privatelink_database_available",
                "privatelink_duty_held", "privatelink_listener_health_check_age_seconds", "privatelink_listeners_bound", "privatelink_policy_age_seconds",
                "privatelink_policy_revision", "privatelink_records_lost_total", "privatelink_records_backlog", "privatelink_database_check_duration_seconds",
            },
            found.ToHashSet());
        Assert.DoesNotContain("error", check.Output + check.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("privatelink_", await TextOfAsync(browser, new Uri(portal.Url, "/metrics")), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, new Uri($"http://{address}/livez")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(browser, new Uri($"http://{address}/")));
        await AskPrometheusAsync(browser, address);
    }

    /// <summary>Another program may have the port for a while. The proxy works meanwhile.</summary>
    [Fact]
    public async Task PortInUse_IsReported_AndOpenedOnceItIsFree()
    {
        using var other = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        other.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        other.Listen();
        var address = (IPEndPoint)other.LocalEndPoint!;
        await using var portal = await PortalProcess.StartEmptyAsync($"--Telemetry:Metrics={address}");
        using var browser = new HttpClient();

        await Eventually.TrueAsync(() => portal.Output.Contains($"Serving metrics at {address}", StringComparison.Ordinal));
        other.Dispose();

        // The health checks and this metric have one source.
        await Eventually.TrueAsync(async () => FailingWork().IsMatch(await TextOfAsync(browser, address)));
    }

    /// <summary>A real Prometheus reads it, and answers a query about it.</summary>
    private static async Task AskPrometheusAsync(HttpClient browser, IPEndPoint portal)
    {
        var folder = Directory.CreateTempSubdirectory("privatelink-prometheus-");
        try
        {
            var configuration = Path.Combine(folder.FullName, "prometheus.yml");
            await File.WriteAllTextAsync(configuration, $"""
                global:
                  scrape_interval: 1s
                scrape_configs:
                  - job_name: privatelink
                    static_configs:
                      - targets: ["{portal}"]
                """, Cancel);
            var address = FreePort.Next();
            await using var prometheus = RunningTool.Start(
                "prometheus", $"--config.file={configuration}", $"--storage.tsdb.path={folder.FullName}/data", $"--web.listen-address={address}", "--log.level=error");
            var query = new Uri($"http://{address}/api/v1/query?query=privatelink_listeners_bound");
            await Eventually.TrueAsync(async () => (await TextOfAsync(browser, query)).Contains("\"value\":[", StringComparison.Ordinal));
            Assert.Matches("\"value\":\\[[0-9.]+,\"1\"\\]", await browser.GetStringAsync(query, Cancel));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<string> TextOfAsync(HttpClient browser, IPEndPoint address) => TextOfAsync(browser, new Uri($"http://{address}/metrics"));

    /// <summary>Empty while nobody answers.</summary>
    private static async Task<string> TextOfAsync(HttpClient browser, Uri address)
    {
        try
        {
            return await browser.GetStringAsync(address, Cancel);
        }
        catch (HttpRequestException)
        {
            return "";
        }
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient browser, Uri address)
    {
        using var answer = await browser.GetAsync(address, Cancel);
        return answer.StatusCode;
    }

    private static async Task<HashSet<string>> NamesOfTheDocumentAsync() =>
        [.. Names().Matches(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "operations.md"), Cancel)).Select(static match => match.Groups[1].Value)];

    [GeneratedRegex("^privatelink_background_failing\\S* 1 ?", RegexOptions.Multiline)]
    private static partial Regex FailingWork();

    [GeneratedRegex("^# TYPE (\\S+)", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex("^\\| `privatelink\\.[^`]+` \\| `([^`]+)` \\|", RegexOptions.Multiline)]
    private static partial Regex Names();
}
