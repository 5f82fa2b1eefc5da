using System.Diagnostics.Metrics;
using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.Telemetry;

/// <summary>
/// The current state of one subject as metrics, read only when an exporter asks. Tags are few and bounded: never a link ID, a host or a tenant, which
/// would be unbounded and leak customer data.
/// </summary>
internal interface IGauges
{
    /// <summary>Creates the instruments.</summary>
    void Begin(Meter meter);
}

/// <summary>Creates the instruments of every subject when the portal starts, which is late enough to read what the other services do.</summary>
internal sealed class GaugesAtStart(IServiceProvider services, IMeterFactory meters) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var meter = meters.Create(RecordMetrics.MeterName);
        foreach (var each in services.GetServices<IGauges>()) each.Begin(meter);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
