using System.Diagnostics.Metrics;
using PrivateLink.Engine.Connections;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Engine.Listening;

namespace PrivateLink.Engine;

/// <summary>
/// The current state of the engine as metrics (meter <c>PrivateLink.Engine</c>), beside what <see cref="EngineMetrics"/> counts. Each is read only when
/// an exporter asks. Tags are few and bounded, and never name a customer.
/// </summary>
internal sealed class EngineGauges(IMeterFactory meters, EngineStatus status, ConnectionLimiter limiter, DescriptorWatch descriptors)
{
    /// <summary>Creates the instruments. Call it once.</summary>
    public void Begin()
    {
        var meter = meters.Create(EngineMetrics.MeterName);
        meter.CreateObservableUpDownCounter("privatelink.connections.open", () => status.OpenConnections, "{connection}", "Open connections, decided or not.");
        meter.CreateObservableUpDownCounter("privatelink.connections.undecided", () => limiter.Undecided, "{connection}", "Open connections that have not sent their header and hello yet.");
        meter.CreateObservableUpDownCounter("privatelink.connections.limit", () => limiter.Connections, "{connection}", "The most connections that the engine takes at present.");
        meter.CreateObservableUpDownCounter("privatelink.descriptors.usage", () => Known(descriptors.Open), "{descriptor}", "Open descriptors of the process.");
        meter.CreateObservableUpDownCounter("privatelink.descriptors.limit", () => Known(descriptors.Limit), "{descriptor}", "The most descriptors that the process may have open.");
        meter.CreateObservableUpDownCounter("privatelink.listeners.bound", () => status.Listeners.Count, "{listener}", "Listeners with an open port.");
        meter.CreateObservableUpDownCounter("privatelink.ports.not_accepting", () => status.Transport.PortsNotAccepting, "{port}", "Ports, counted per event loop, that cannot accept connections.");
        meter.CreateObservableUpDownCounter("privatelink.loops.down", () => status.Transport.LoopsDown, "{loop}", "Event loops that do not run.");
        meter.CreateObservableUpDownCounter("privatelink.upstream.addresses", Addresses, "{address}", "Upstream addresses in use, by whether they answer.");
    }

    /// <summary>No value at all is better than a wrong 0.</summary>
    private static IEnumerable<Measurement<int>> Known(int value) => value > 0 ? [new(value)] : [];

    private IEnumerable<Measurement<int>> Addresses()
    {
        var addresses = status.Upstreams;
        var healthy = addresses.Count(static address => address.IsHealthy);
        return [new(healthy, State("up")), new(addresses.Count - healthy, State("down"))];
    }

    private static KeyValuePair<string, object?> State(string state) => new("state", state);
}
