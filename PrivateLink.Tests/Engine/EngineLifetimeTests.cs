using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Reasons;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine;

/// <summary>Starts all listeners or none and names every problem. On stop, accepts no new connections, waits for the open ones, then resets them.</summary>
public class EngineLifetimeTests
{
    [Fact]
    public async Task Start_SeveralListeners_EachIsBoundToAPortOfItsOwn()
    {
        await using var engine = await EngineUnderTest.StartAsync(options =>
        {
            options.Listeners["one"] = EngineUnderTest.Private();
            options.Listeners["two"] = EngineUnderTest.Public();
        });

        Assert.Equal(["one", "two"], engine.Status.Listeners.Select(listener => listener.Name).Order());
        Assert.All(engine.Status.Listeners, listener => Assert.NotEqual(0, listener.Address.Port));
        Assert.NotEqual(engine.Address("one"), engine.Address("two"));
    }

    [Fact]
    public async Task Start_PortInUse_NamesListenerAndPortAndBindsNothing()
    {
        await using var first = await EngineUnderTest.StartAsync();
        var taken = first.Address();

        var error = await Assert.ThrowsAsync<EngineStartException>(() => EngineUnderTest.StartAsync(options =>
            options.Listeners["late"] = EngineUnderTest.Private(listener => listener.Bind = taken.ToString())));

        Assert.Contains("late", error.Message, StringComparison.Ordinal);
        Assert.Contains(taken.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WrongSettings_ReportsAllOfThemWithTheirKeys()
    {
        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => EngineUnderTest.StartAsync(options =>
        {
            options.Timeouts.Prelude = TimeSpan.Zero;
            options.Limits.Undecided = 0;
            options.Listeners["aws"] = EngineUnderTest.Private(listener => listener.Bind = "nonsense");
            options.Listeners["azure"] = EngineUnderTest.Private(listener => listener.TrustedSources.Clear());
            options.Listeners["gcp"] = EngineUnderTest.Private(listener => (listener.Provider, listener.Service) = (ProviderSetting.Gcp, null));
        }));

        Assert.All(
            ["Engine:Timeouts:Prelude", "Engine:Limits:Undecided", "Engine:Listeners:aws:Bind", "Engine:Listeners:azure:TrustedSources", "Engine:Listeners:gcp:Service"],
            key => Assert.Single(error.Failures, failure => failure.Contains(key, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Stop_NothingOpen_IsImmediateAndFreesThePort()
    {
        var engine = await EngineUnderTest.StartAsync(options => options.Timeouts.Drain = TimeSpan.FromHours(1));
        var address = engine.Address();

        await engine.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        await Assert.ThrowsAnyAsync<SocketException>(() => WireEnd.ConnectAsync(address));
    }

    [Fact]
    public async Task Stop_LameDuck_IsNotReadyAndStillAcceptsAndThenCloses()
    {
        var time = new FakeTimeProvider();
        await using var engine = await EngineUnderTest.StartAsync(
            options => options.Timeouts.LameDuck = TimeSpan.FromSeconds(10), services => services.AddSingleton<TimeProvider>(time));
        var address = engine.Address();

        var stopping = engine.StopAsync();
        await Eventually.TrueAsync(() => engine.Status.IsLameDuck);
        using var late = await engine.ConnectAsync();
        late.Finish();
        Assert.Equal("FIN", await late.EndingAsync());
        Assert.Equal(Reason.ProbeEmpty, (await engine.Sink.NextDecisionAsync()).Reason);
        Assert.False(engine.Status.IsDraining);

        await Eventually.TrueAsync(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return stopping.IsCompleted;
        });
        await Assert.ThrowsAnyAsync<SocketException>(() => WireEnd.ConnectAsync(address));
    }

    [Fact]
    public async Task Stop_LameDuckIsHurried_ClosesAtOnce()
    {
        await using var engine = await EngineUnderTest.StartAsync(options => options.Timeouts.LameDuck = TimeSpan.FromMinutes(5));
        using var hurry = new CancellationTokenSource();

        var stopping = engine.StopInAHurryAsync(hurry.Token);
        await Eventually.TrueAsync(() => engine.Status.IsLameDuck);
        await hurry.CancelAsync();

        await stopping.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Stop_RelayFinishesWithinTheDrain_EndsAsItWould()
    {
        await using var pair = await Pair.ConnectAsync(options => options.Timeouts.Drain = TimeSpan.FromMinutes(1));

        var stopping = pair.Engine.StopAsync();
        await Eventually.TrueAsync(() => pair.Engine.Status.IsDraining);
        await pair.Client.SendAsync("last words"u8.ToArray());
        Assert.Equal("last words"u8.ToArray(), await pair.Backend.ReadExactlyAsync(10));
        pair.Client.Finish();
        pair.Backend.Finish();

        Assert.Equal("FIN", await pair.Client.EndingAsync());
        await stopping.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.NotEqual(CloseReason.Drained, (await pair.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Stop_RelayStillOpenAtTheDeadline_IsResetAndRecordedAsDrained()
    {
        await using var pair = await Pair.ConnectAsync();

        await pair.Engine.StopAsync();

        Assert.Equal("RST", await pair.Client.EndingAsync());
        Assert.Equal("RST", await pair.Backend.EndingAsync());
        Assert.Equal(CloseReason.Drained, (await pair.ClosedAsync()).Reason);
        Assert.Equal(0, pair.Engine.Status.OpenConnections);
    }

    [Fact]
    public async Task Stop_ManyOpen_EveryRecordIsDeliveredBeforeTheStopReturns()
    {
        await using var engine = await EngineUnderTest.StartAsync();
        engine.Sink.WhileClosing = () => Thread.SpinWait(1_000_000);
        var clients = new List<WireEnd>();
        for (var i = 0; i < 20; i++) clients.Add(await engine.ConnectAsync());
        await Eventually.TrueAsync(() => engine.Status.OpenConnections == 20);

        await engine.StopAsync();

        Assert.Equal(2 * 20, engine.Sink.Pending);
        clients.ForEach(client => client.Dispose());
    }

    [Fact]
    public async Task Report_SinkThrows_TrafficGoesOnAndTheFaultIsLogged()
    {
        await using var pair = await Pair.ConnectAsync();
        pair.Engine.Sink.WhileClosing = () => throw new InvalidOperationException("broken sink");

        pair.Client.Reset();
        await Eventually.TrueAsync(() => pair.Engine.Status.OpenConnections == 0);
        await Eventually.TrueAsync(() => pair.Engine.Log.GetSnapshot().Any(entry => entry.Exception?.Message == "broken sink"));

        using var next = await pair.Engine.ConnectAsync();
        next.Finish();
        Assert.Equal("FIN", await next.EndingAsync());
    }
}
