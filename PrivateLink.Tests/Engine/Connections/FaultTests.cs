using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Tests.Engine.Transport;
using PrivateLink.Engine.Transport;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Connections;

/// <summary>
/// Everything a connection's handler calls fails once: clock, policy, log, metrics, records. Each time its place is released: the limit allows only
/// one connection.
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

        foreach (var where in Everything)
        {
            // The number of clock reads differs between connections, so each kind of fault has its own count.
            var time = 1;
            for (; await FaultsAsync(where, time); time++)
            {
                var upstreams = backend.Connections;
                await PlayAsync(engine);
                Assert.True(backend.Connections > upstreams, $"After fault {time} of the {where} the next connection was not relayed.");
                Assert.All(engine.Status.Upstreams, address => Assert.Equal(0, address.Connections));
                Assert.Equal((0, 0, 0), (engine.Status.UndecidedConnections, engine.Get<PreludeBudget>().Taken, engine.Get<ConnectingBudget>().Taken));
            }

            Assert.True(time > 1, $"No connection had a fault of the {where}.");
        }

        await stop.CancelAsync();
        await serving;

        async Task<bool> FaultsAsync(string where, int time)
        {
            faults.Arm(where, time);
            await PlayAsync(engine);
            return faults.Disarm();
        }
    }

    /// <summary>One connection from start to end, however it ends.</summary>
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

    /// <summary>Counts how often a connection passes one of the points, and throws at one of them once.</summary>
    private sealed class Faults
    {
        private string? _where;
        private int _left;

        /// <summary>Throws the <paramref name="time"/>th time that <paramref name="where"/> is passed, counted from one.</summary>
        public void Arm(string where, int time)
        {
            Volatile.Write(ref _left, time);
            Volatile.Write(ref _where, where);
        }

        /// <returns>Whether the fault has happened; false if the point was passed less often.</returns>
        public bool Disarm() => Interlocked.Exchange(ref _where, null) is not null && Volatile.Read(ref _left) <= 0;

        public void Pass(string where)
        {
            if (Volatile.Read(ref _where) == where && Interlocked.Decrement(ref _left) == 0)
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
