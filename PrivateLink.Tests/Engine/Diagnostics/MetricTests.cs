using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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
        private readonly ConcurrentDictionary<string, bool> _lines = new();

        public Measured(IMeterFactory factory)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "PrivateLink.Engine" && instrument.Meter.Scope == factory) listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Add(instrument, tags));
            _listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Add(instrument, tags));
            _listener.Start();
        }

        public IEnumerable<string> Lines => _lines.Keys;

        public void Dispose() => _listener.Dispose();

        private void Add(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var words = tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal);
            _lines.TryAdd($"{instrument.Name} {instrument.Unit} {string.Join(' ', words)}", true);
        }
    }
}
