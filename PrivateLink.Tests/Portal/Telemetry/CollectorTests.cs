using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Portal.Telemetry;

/// <summary>What a collector for OpenTelemetry gets, and the log in JSON, from one process.</summary>
[Needs(Needs.Process)]
public sealed class CollectorTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("privatelink-collector-");
    private readonly HttpListener _collector = new();
    private readonly ConcurrentDictionary<string, ConcurrentBag<string>> _received = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _collector.Close();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Collector_OfAPortal_GetsMetricsSpansAndLogs()
    {
        var endpoint = $"http://{FreePort.Next()}/";
        _collector.Prefixes.Add(endpoint);
        _collector.Start();
        var collecting = CollectAsync();
        await using var portal = await PortalProcess.StartInAsync(
            _folder, new Dictionary<string, string> { ["OTEL_METRIC_EXPORT_INTERVAL"] = "500", ["OTEL_BSP_SCHEDULE_DELAY"] = "500" },
            $"--Telemetry:Otlp:Endpoint={endpoint}", "--Telemetry:Otlp:Sampled=1", "--Logging:Console:FormatterName=json");

        using (var client = new TcpClient())
        {
            await client.ConnectAsync(portal.Listener("public"), Cancel);
            await client.GetStream().WriteAsync("no TLS\r\n"u8.ToArray(), Cancel);
            await Eventually.TrueAsync(() => Received("/v1/traces", "privatelink.reason"));
        }

        await Eventually.TrueAsync(() => Received("/v1/metrics", "privatelink.connections.open") && Received("/v1/logs", "PrivateLink"));

        Assert.True(Received("/v1/traces", "decision"));
        AssertJson(portal.Output);
        _collector.Stop();
        await collecting;
    }

    /// <summary>The lines between those that are printed for people.</summary>
    private static void AssertJson(string output)
    {
        var lines = output.Split('\n').Where(static line => line.StartsWith('{')).ToList();
        Assert.NotEmpty(lines);
        Assert.All(lines, static line =>
        {
            using var entry = JsonDocument.Parse(line);
            Assert.True(entry.RootElement.TryGetProperty("EventId", out _));
            Assert.True(entry.RootElement.GetProperty("State").TryGetProperty("{OriginalFormat}", out _));
        });
    }

    private bool Received(string path, string text) => _received.TryGetValue(path, out var bodies) && bodies.Any(body => body.Contains(text, StringComparison.Ordinal));

    private async Task CollectAsync()
    {
        try
        {
            while (true)
            {
                var request = await _collector.GetContextAsync();
                using var body = new MemoryStream();
                await request.Request.InputStream.CopyToAsync(body, Cancel);
                _received.GetOrAdd(request.Request.Url!.AbsolutePath, static _ => []).Add(Encoding.Latin1.GetString(body.ToArray()));
                request.Response.Close();
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }
}
