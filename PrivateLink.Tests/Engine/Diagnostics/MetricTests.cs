using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using PrivateLink.Engine.Diagnostics;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Diagnostics;

/// <summary>Metric names, units and tags must not change, because dashboards and alerts use them.</summary>
public class MetricTests
{
    [Fact]
    public async Task Metrics_OfOneRelayedAndOneDeniedConnection_AreAsDocumented()
    {
        await using var pair = await Pair.ConnectAsync();
        using var measured = new Measured(pair.Engine.Get<IMeterFactory>());

        await MeasureAsync(pair);
        await Eventually.TrueAsync(() => pair.Engine.Status.OpenConnections == 0);

        Assert.Equal(
            [
                "privatelink.accept.queue.duration s",
                "privatelink.clienthello.parse_errors {connection} listener=private reason=hello_not_tls",
                "privatelink.connection.duration s listener=private reason=closed_client",
                "privatelink.connections.active {connection} listener=private",
                "privatelink.decisions {connection} listener=private reason=hello_not_tls verdict=denied",
                "privatelink.decisions {connection} listener=private reason=link_missing verdict=denied",
                "privatelink.decisions {connection} listener=private reason=pp_missing verdict=denied",
                "privatelink.pp2.parse_errors {connection} listener=private reason=pp_missing",
                "privatelink.relay.io By direction=from_client listener=private",
                "privatelink.relay.io By direction=from_upstream listener=private",
                "privatelink.upstream.connect.duration s listener=private",
            ],
            measured.Lines.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Gauges_OfARunningEngine_AreItsState()
    {
        await using var pair = await Pair.ConnectAsync(options => options.Loops = 2);
        using var measured = new Measured(pair.Engine.Get<IMeterFactory>());

        var values = measured.Read();

        Assert.Equal(
            [
                "privatelink.connections.limit {connection}",
                "privatelink.connections.open {connection}",
                "privatelink.connections.undecided {connection}",
                "privatelink.descriptors.limit {descriptor}",
                "privatelink.descriptors.usage {descriptor}",
                "privatelink.listeners.bound {listener}",
                "privatelink.loop.busy.time s loop=0",
                "privatelink.loop.busy.time s loop=1",
                "privatelink.loops.down {loop}",
                "privatelink.ports.not_accepting {port}",
                "privatelink.upstream.addresses {address} state=down",
                "privatelink.upstream.addresses {address} state=up",
            ],
            values.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(1, values["privatelink.connections.open {connection}"]);
        Assert.Equal(1, values["privatelink.listeners.bound {listener}"]);
        Assert.Equal(1, values["privatelink.upstream.addresses {address} state=up"]);
        Assert.True(values["privatelink.loop.busy.time s loop=0"] > 0);
    }

    /// <summary>Time in which a loop waits is not busy time, and a turn that has not ended is.</summary>
    [Fact]
    public void LoopClock_WhileItWaits_StandsStill()
    {
        var clock = new LoopClock();
        clock.Waits();
        var atFirst = clock.Busy;
        Thread.SpinWait(100_000);
        Assert.Equal(atFirst, clock.Busy);

        clock.Works();
        Thread.SpinWait(100_000);
        var later = clock.Busy;
        Assert.True(later > atFirst);

        clock.Works(); // after a fault the loop begins a turn without having waited
        Assert.True(clock.Busy >= later);
    }

    private static async Task MeasureAsync(Pair pair)
    {
        foreach (var bytes in new byte[][] { "GET / HTTP/1.1\r\n\r\n"u8.ToArray(), [.. ProxyHeaderBytes.IPv4(), .. "SSH-2.0-x\r\n"u8], [.. ProxyHeaderBytes.IPv4(), .. Pair.Hello] })
        {
            using var client = await pair.Engine.ConnectAsync();
            await client.SendAsync(bytes);
            await client.EndingAsync();
            await pair.Engine.Sink.NextDecisionAsync();
        }

        pair.Client.Reset();
        Assert.Equal("RST", await pair.Backend.EndingAsync());
    }

    /// <summary>Listens only to one engine's meters, because other engines run at the same time.</summary>
    private sealed class Measured : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly ConcurrentDictionary<string, double> _lines = new();

        public Measured(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "PrivateLink.Engine" && instrument.Meter.Scope == factory) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
            _listener.Start();
        }

        public IEnumerable<string> Lines => _lines.Keys;

        /// <summary>Reads what is measured only when somebody asks.</summary>
        public ConcurrentDictionary<string, double> Read()
        {
            _listener.RecordObservableInstruments();
            return _lines;
        }

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var words = tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal);
            _lines[string.Join(' ', [instrument.Name, instrument.Unit, .. words])] = value;
        }
    }
}
