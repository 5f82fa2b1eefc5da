using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using PrivateLink.Engine.Background;

namespace PrivateLink.Portal.Telemetry;

/// <summary>
/// Answers <c>/metrics</c> for Prometheus on a port of its own, and nothing else. The portal's port faces people, and who may watch the service need
/// not be able to reach it. During a take-over the process on duty has the port. If another program has it, the engine works on, the loop's failure
/// is in the log and in the health checks, and it is tried again.
/// </summary>
internal sealed class MetricsPort(
    IPEndPoint address, MeterProvider metrics, IServiceProvider services, ILoggerFactory logs, TimeProvider time, ILogger<MetricsPort> logger)
    : SupervisedService(time, logger)
{
    private const string Path = "/metrics";
    private const int MostConnections = 16;
    private const int LargestRequest = 16 * 1024;

    private readonly TimeProvider _time = time;

    protected override IEnumerable<BackgroundLoop> Loops => [new($"Serving metrics at {address}", ServeAsync)];

    private async Task ServeAsync(CancellationToken stopping)
    {
        var options = new KestrelServerOptions { ApplicationServices = services, AddServerHeader = false };
        options.Limits.MaxConcurrentConnections = MostConnections;
        options.Limits.MaxRequestBodySize = LargestRequest;
        options.Listen(address);
        using var server = new KestrelServer(Options.Create(options), new SocketTransportFactory(Options.Create(new SocketTransportOptions()), logs), logs);
        try
        {
            await server.StartAsync(new Scrapes(Pipeline()), stopping);
            await Task.Delay(Timeout.InfiniteTimeSpan, _time, stopping);
        }
        finally
        {
            // A scrape that does not end must not delay the successor, which needs the port.
            await server.StopAsync(new CancellationToken(canceled: true));
        }
    }

    private RequestDelegate Pipeline() => new ApplicationBuilder(services)
        .UseOpenTelemetryPrometheusScrapingEndpoint(metrics, static request => request.Request.Path == Path, path: null, configureBranchedPipeline: null, optionsName: null)
        .Build();

    /// <summary>Requests without the portal's own services and middleware.</summary>
    private sealed class Scrapes(RequestDelegate pipeline) : IHttpApplication<HttpContext>
    {
        public HttpContext CreateContext(IFeatureCollection contextFeatures) => new DefaultHttpContext(contextFeatures);

        public Task ProcessRequestAsync(HttpContext context) => pipeline(context);

        public void DisposeContext(HttpContext context, Exception? exception)
        {
        }
    }
}
