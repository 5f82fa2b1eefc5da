using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PrivateLink.Engine.Background;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Diagnostics;

/// <summary>A log that throws loses its lines, but breaks no connection, no loop and no shutdown.</summary>
public class BrokenLogTests
{
    [Fact]
    public async Task Revocation_WithABrokenLog_EndsConnectionsAndGoesOn()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync();

        for (var round = 0; round < 2; round++)
        {
            engine.Current = PolicyOf(upstream);
            using var client = await RelayAsync(engine, upstream);
            engine.Current = TestPolicy.Snapshot();
            Assert.Equal("RST", await client.EndingAsync());
            Assert.Equal(CloseReason.PolicyRevoked, (await engine.Sink.NextClosedAsync()).Reason);
        }

        Assert.Empty(engine.Get<BackgroundWork>().Failing);
    }

    [Fact]
    public async Task Connect_OwnFaultWithABrokenLog_TriesTheNextSource()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(options =>
        {
            options.Upstreams.SourceAddresses.Add("192.0.2.77"); // no machine has it
            options.Upstreams.SourceAddresses.Add("127.0.0.3");
        });
        engine.Current = PolicyOf(upstream);

        for (var turn = 0; turn < 2; turn++) (await RelayAsync(engine, upstream)).Dispose();

        Assert.Equal(OwnFault.SourceAddress, Assert.Single(engine.Status.OwnFaults).Fault);
    }

    [Fact]
    public async Task Stop_WithABrokenLog_DrainsAllTheSame()
    {
        await using var upstream = new CountingUpstream();
        await using var engine = await StartAsync(options => options.Timeouts.LameDuck = TimeSpan.FromMilliseconds(1));
        engine.Current = PolicyOf(upstream);
        using var client = await RelayAsync(engine, upstream);
        GC.Collect(); // an unreferenced socket would be closed here, and end the connection for another reason
        GC.WaitForPendingFinalizers();

        await engine.StopAsync();

        Assert.Equal(CloseReason.Drained, (await engine.Sink.NextClosedAsync()).Reason);
    }

    private static Task<EngineUnderTest> StartAsync(Action<EngineOptions>? configure = null) => EngineUnderTest.StartAsync(
        options =>
        {
            options.Listeners["private"] = EngineUnderTest.Public();
            configure?.Invoke(options);
        },
        services => services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(new BrokenLog())));

    private static PolicySnapshot PolicyOf(CountingUpstream upstream) => TestPolicy.Snapshot(TestPolicy.Resource(TestPolicy.Host, ResourceMode.Open, upstream.Upstream));

    /// <summary>The client of a relayed connection. The upstream keeps the backend's end.</summary>
    private static async Task<WireEnd> RelayAsync(EngineUnderTest engine, CountingUpstream upstream)
    {
        var client = await engine.ConnectAsync();
        await client.SendAsync(Pair.Hello);
        var backend = await upstream.AcceptAsync();
        Assert.Equal(Pair.Hello, await backend.ReadExactlyAsync(Pair.Hello.Length));
        return client;
    }

    /// <summary>Throws for every line of the engine and ignores those of the host.</summary>
    private sealed class BrokenLog : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => new Line(categoryName.StartsWith("PrivateLink.Engine", StringComparison.Ordinal));

        public void Dispose()
        {
        }

        private sealed class Line(bool isBroken) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => true;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (isBroken) throw new InvalidOperationException("a fault of the log");
            }
        }
    }
}
