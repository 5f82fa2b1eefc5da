using System.Diagnostics.Metrics;
using PrivateLink.Engine;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Listening;
using PrivateLink.Portal.ConnectionLog.Observations;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Upgrades;

namespace PrivateLink.Portal.Telemetry;

/// <summary>What else the service needs: the database, load balancers that still ask, its own work, and room for pages.</summary>
internal sealed class ServiceGauges(
    DatabaseState database, PeerWatch peers, EngineStatus engine, BackgroundWork work, Duty duty, MovingPages pages, HostSockets sockets, TimeProvider time) : IGauges
{
    private readonly DateTimeOffset _startedAt = time.GetUtcNow();

    public void Begin(Meter meter)
    {
        meter.CreateObservableGauge("privatelink.database.available", Available, "{database}", "1 if the last check of the database succeeded, by what it tried.");
        meter.CreateObservableGauge("privatelink.listener.health_check.age", HealthChecks, "s", "Since the last health check or probe of a listener, or since the start if there was none.");
        meter.CreateObservableUpDownCounter("privatelink.background.failing", () => work.Failing.Count, "{loop}", "Background work that failed within the last minute.");
        meter.CreateObservableGauge("privatelink.duty.held", () => duty.IsHeld ? 1 : 0, "{process}", "1 if this process does the work that only one process may do.");
        meter.CreateObservableUpDownCounter("privatelink.pages.open", () => pages.Count, "{page}", "Pages that are open in browsers.");
        meter.CreateObservableUpDownCounter("privatelink.http.connections.open", () => sockets.Open, "{connection}", "Open HTTP connections of the portal.");
        meter.CreateObservableUpDownCounter("privatelink.http.connections.limit", () => sockets.Most, "{connection}", "The most HTTP connections of the portal.");
    }

    private IEnumerable<Measurement<int>> Available()
    {
        var trouble = database.Trouble;
        return
        [
            new(trouble is { IsAway: true } ? 0 : 1, Operation("read")),
            new(trouble is null or { TakesSmallWrites: true } ? 1 : 0, Operation("write")),
            new(trouble is null ? 1 : 0, Operation("records")),
        ];
    }

    /// <summary>A listener whose checks stopped gets no clients from its load balancer, so one that never had any counts too.</summary>
    private IEnumerable<Measurement<double>> HealthChecks()
    {
        var now = time.GetUtcNow();
        return [.. engine.Listeners.Select(listener => new Measurement<double>(
            Math.Max(0, (now - (peers.LastCheckOf(listener.Name) ?? _startedAt)).TotalSeconds), new KeyValuePair<string, object?>("listener", listener.Name)))];
    }

    private static KeyValuePair<string, object?> Operation(string operation) => new("operation", operation);
}
