using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Diagnostics;

/// <summary>
/// The engine's metrics (meter <c>PrivateLink.Engine</c>). Durations are in seconds. Tags are few and bounded: never a host, a tenant or a link ID,
/// which would be unbounded and leak customer data. <see cref="EngineGauges"/> has what is read only when somebody asks.
/// </summary>
internal sealed class EngineMetrics
{
    public const string MeterName = "PrivateLink.Engine";

    private readonly Counter<long> _decisions;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _io;
    private readonly Counter<long> _headerErrors;
    private readonly Counter<long> _helloErrors;
    private readonly Histogram<double> _connect;
    private readonly Counter<long> _dropped;
    private readonly Counter<long> _ownFaults;
    private readonly Histogram<double> _accept;
    private readonly ConcurrentDictionary<int, LoopClock> _loops = new();

    public EngineMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _decisions = meter.CreateCounter<long>("privatelink.decisions", "{connection}", "Decided connections.");
        _active = meter.CreateUpDownCounter<long>("privatelink.connections.active", "{connection}", "Relayed connections that are open.");
        _duration = meter.CreateHistogram<double>("privatelink.connection.duration", "s", "From accept to close of relayed connections.");
        _io = meter.CreateCounter<long>("privatelink.relay.io", "By", "Payload bytes of closed connections.");
        _headerErrors = meter.CreateCounter<long>("privatelink.pp2.parse_errors", "{connection}", "Connections refused for their PROXY header.");
        _helloErrors = meter.CreateCounter<long>("privatelink.clienthello.parse_errors", "{connection}", "Connections refused for their ClientHello.");
        _connect = meter.CreateHistogram<double>("privatelink.upstream.connect.duration", "s", "Connecting to upstreams, failures included.");
        _dropped = meter.CreateCounter<long>("privatelink.records.dropped", "{record}", "Records that the sink could not take.");
        _ownFaults = meter.CreateCounter<long>("privatelink.upstream.own_faults", "{attempt}", "Attempts to connect to upstreams that the engine could not make.");
        _accept = meter.CreateHistogram<double>("privatelink.accept.queue.duration", "s", "From the TCP handshake to accept, for one connection in 16.");
        meter.CreateObservableCounter("privatelink.loop.busy.time", BusyTimes, "s", "Time in which an event loop worked and did not wait for events.");
    }

    /// <summary>Whether anyone takes the waiting times of <see cref="Accepted"/>.</summary>
    public bool MeasuresAccepts => _accept.Enabled;

    /// <summary>The clock of an event loop, whose working time is a metric.</summary>
    public LoopClock ClockOf(int loop) => _loops.GetOrAdd(loop, static _ => new LoopClock());

    /// <summary>A connection waited so long until it was accepted.</summary>
    public void Accepted(TimeSpan wait) => _accept.Record(wait.TotalSeconds);

    public void Decided(ConnectionDecision decision)
    {
        if (!_decisions.Enabled && !_active.Enabled && !_headerErrors.Enabled && !_helloErrors.Enabled) return; // no listener is attached

        var row = ReasonTable.Describe(decision.Reason);
        _decisions.Add(1, new TagList
        {
            { "listener", decision.Listener },
            { "verdict", VerdictText.Of(decision.Verdict) },
            { "reason", row.Code },
        });

        if (decision.Verdict is Verdict.Allowed or Verdict.Audited) _active.Add(1, Listener(decision));
        if (row.Family == ReasonFamily.Header) _headerErrors.Add(1, Listener(decision), new("reason", row.Code));
        if (row.Family == ReasonFamily.Hello) _helloErrors.Add(1, Listener(decision), new("reason", row.Code));
    }

    public void Closed(ConnectionClosed closed)
    {
        if (closed.Decision.Verdict is not (Verdict.Allowed or Verdict.Audited)) return;
        if (!_active.Enabled && !_duration.Enabled && !_io.Enabled && !_connect.Enabled) return;
        var listener = Listener(closed.Decision);
        _active.Add(-1, listener);
        _duration.Record(closed.Duration.TotalSeconds, listener, new("reason", ReasonTable.CodeOf(closed.Reason)));
        _io.Add(closed.BytesFromClient, listener, new("direction", "from_client"));
        _io.Add(closed.BytesFromUpstream, listener, new("direction", "from_upstream"));
        if (closed.ConnectDuration is { } connect) _connect.Record(connect.TotalSeconds, listener);
    }

    public void RecordDropped() => _dropped.Add(1);

    public void OwnFault(string fault) => _ownFaults.Add(1, new KeyValuePair<string, object?>("fault", fault));

    private IEnumerable<Measurement<double>> BusyTimes() =>
        _loops.Select(static loop => new Measurement<double>(loop.Value.Busy.TotalSeconds, new KeyValuePair<string, object?>("loop", loop.Key)));

    private static KeyValuePair<string, object?> Listener(ConnectionDecision decision) => new("listener", decision.Listener);
}
