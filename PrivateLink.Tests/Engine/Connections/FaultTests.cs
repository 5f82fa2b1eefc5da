using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;
using PrivateLink.Engine.Transport;
using PrivateLink.Tests.Engine.Transport;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>
/// Everything that the story of a connection calls fails once: clock, policy, log, metrics, records. Every place is given back each time:
/// there is only one.
/// </summary>
[Collection(nameof(WholeProcess))]
public class FaultTests
{
    private static readonly string[] Everything = ["clock", "closing", "deciding", "log", "metrics", "policy"];

    public static TheoryData<TransportKind> Transports => TransportKinds.All;

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Transports))]
    public async Task Story_FaultAtAnyPoint_GivesEveryPlaceBack(TransportKind kind)
    {
        TransportKinds.SkipUnlessSupported(kind);
        var faults = new Faults();
        await using var backend = new CountingUpstream();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var serving = EndEverybodyAsync(backend, stop.Token);
        await using var engine = await EngineUnderTest.StartAsync(
            options =>
            {
                (options.Transport, options.Loops) = (kind, 1);
                (options.Limits.Connections, options.Limits.Undecided, options.Limits.PerResource, options.Limits.PerLink) = (1, 1, 1, 1);
            },
            services =>
            {
                services.AddSingleton<TimeProvider>(new FaultyClock(faults));
                services.AddSingleton<IDecisionSink>(new FaultySink(faults));
                services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new FaultyLog(faults)));
            });
        using var metrics = new FaultyMetrics(faults);
        engine.Current = TestPolicy.Snapshot(TestPolicy.Resource(
            TestPolicy.Host, ResourceMode.Enforce, backend.Upstream, new LinkGrant(TestPolicy.AwsLink, EngineUnderTest.Service)));
        engine.WhileReading = () => faults.Pass("policy");

        var seen = new SortedSet<string>();
        for (var point = 1; ; point++)
        {
            faults.Arm(point);
            await PlayAsync(engine);
            if (faults.Disarm() is not { } where) break;

            seen.Add(where);
            var upstreams = backend.Connections;
            await PlayAsync(engine);
            Assert.True(backend.Connections > upstreams, $"After a fault of the {where} (point {point}) the next connection was not relayed.");
            Assert.All(engine.Status.Upstreams, address => Assert.Equal(0, address.Connections));
            Assert.Equal(0, engine.Status.UndecidedConnections);
        }

        Assert.Equal(Everything, seen);
        await stop.CancelAsync();
        await serving;
    }

    /// <summary>One connection from its beginning to its end, whatever that is.</summary>
    private static async Task PlayAsync(EngineUnderTest engine)
    {
        using var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.FirstBytes);
        await client.EndingAsync();
        client.Reset();
        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 0);
    }

    private static async Task EndEverybodyAsync(CountingUpstream backend, CancellationToken stop)
    {
        try
        {
            while (true)
            {
                using var end = await backend.NextAsync(stop);
                end.Reset();
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>Counts what a connection passes, and throws at one of them.</summary>
    private sealed class Faults
    {
        private int _left;
        private string? _where;

        public void Arm(int point)
        {
            _where = null;
            Volatile.Write(ref _left, point);
        }

        /// <returns>What threw; null when the connection has passed fewer points.</returns>
        public string? Disarm()
        {
            Volatile.Write(ref _left, 0);
            return _where;
        }

        public void Pass(string where)
        {
            if (Volatile.Read(ref _left) <= 0 || Interlocked.Decrement(ref _left) != 0) return;
            _where = where;
            throw new InvalidOperationException($"a fault of the {where}");
        }

        public T Pass<T>(string where, T value)
        {
            Pass(where);
            return value;
        }
    }

    private sealed class FaultyClock(Faults faults) : TimeProvider
    {
        public override long GetTimestamp() => faults.Pass("clock", base.GetTimestamp());

        public override DateTimeOffset GetUtcNow() => faults.Pass("clock", base.GetUtcNow());
    }

    private sealed class FaultySink(Faults faults) : IDecisionSink
    {
        public void OnDecision(ConnectionDecision decision) => faults.Pass("deciding");

        public void OnClosed(ConnectionClosed closed) => faults.Pass("closing");
    }

    private sealed class FaultyLog(Faults faults) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            faults.Pass("log");

        public void Dispose()
        {
        }
    }

    private sealed class FaultyMetrics : IDisposable
    {
        private readonly MeterListener _listener = new();

        public FaultyMetrics(Faults faults)
        {
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "PrivateLink.Engine") listener.EnableMeasurementEvents(instrument);
            };
            _listener.SetMeasurementEventCallback<long>((_, _, _, _) => faults.Pass("metrics"));
            _listener.SetMeasurementEventCallback<double>((_, _, _, _) => faults.Pass("metrics"));
            _listener.Start();
        }

        public void Dispose() => _listener.Dispose();
    }
}
