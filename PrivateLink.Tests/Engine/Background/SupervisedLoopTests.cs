using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Engine.Background;
using PrivateLink.Tests.Support;
using Xunit;

namespace PrivateLink.Tests.Engine.Background;

/// <summary>A loop that throws is reported and restarts. Other loops are not affected.</summary>
public sealed class SupervisedLoopTests : IDisposable
{
    private readonly WatchedClock _time = new();
    private readonly FakeLogger _logger = new();
    private readonly Service _service;

    public SupervisedLoopTests() => _service = new Service(_time, _logger);

    [Fact]
    public async Task Loop_Throws_IsLoggedAndShownAndBeginsAgain()
    {
        var runs = 0;
        _service.Add("Failing once", async stopping =>
        {
            if (Interlocked.Increment(ref runs) == 1) throw new InvalidOperationException("broken");
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        });
        await StartAsync();

        await Eventually.TrueAsync(() => _service.Status is [{ Failures: 1, IsFailing: true, LastError: "broken" }]);
        Assert.Equal(["Failing once"], new BackgroundWork([_service]).Failing);
        await Eventually.TrueAsync(() => _logger.Collector.GetSnapshot().Any(line => line.Level == LogLevel.Error && line.Message.Contains("Failing once")));

        await AdvanceUntilAsync(() => Volatile.Read(ref runs) == 2);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(new BackgroundWork([_service]).Failing);
        await StopAsync();
    }

    [Fact]
    public async Task Loop_ThrowsAgainAndAgain_NeverLooksWellAndNeverSpins()
    {
        var runs = 0;
        _service.Add("Failing always", _ => throw new InvalidOperationException($"{Interlocked.Increment(ref runs)}"));
        await StartAsync();
        await Eventually.TrueAsync(() => _service.Status is [{ Failures: 1 }]); // waits for the failure itself: the first run counts before it throws

        var began = _time.GetUtcNow();
        for (var second = 0; second < 300; second++)
        {
            Assert.True(Assert.Single(_service.Status).IsFailing);
            await AdvanceAsync();
        }

        Assert.InRange(runs, 5, 5 + (int)(_time.GetUtcNow() - began).TotalSeconds / 30 + 1);
        await StopAsync();
    }

    [Fact]
    public async Task Loop_ThrowsWithABrokenLog_BeginsAgain()
    {
        var runs = 0;
        using var service = new Service(_time, new BrokenLogger());
        service.Add("Failing", async stopping =>
        {
            if (Interlocked.Increment(ref runs) == 1) throw new InvalidOperationException();
            await Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        });
        await service.StartAsync(TestContext.Current.CancellationToken);

        await AdvanceUntilAsync(() => Volatile.Read(ref runs) == 2);

        await service.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Loop_CancelledByItselfAlone_IsAFailure()
    {
        _service.Add("Cancelled", _ => throw new OperationCanceledException());
        await StartAsync();
        await Eventually.TrueAsync(() => _service.Status is [{ Failures: 1 }]);
        await StopAsync();
    }

    [Fact]
    public async Task Loops_OneThrows_TheOtherGoesOn()
    {
        var turns = new SemaphoreSlim(0);
        var done = 0;
        _service.Add("Failing always", _ => throw new InvalidOperationException());
        _service.Add("Well", async stopping =>
        {
            while (true)
            {
                await turns.WaitAsync(stopping);
                Interlocked.Increment(ref done);
            }
        });
        await StartAsync();
        await Eventually.TrueAsync(() => _service.Status.Any(loop => loop.IsFailing));

        turns.Release();

        await Eventually.TrueAsync(() => Volatile.Read(ref done) == 1);
        await StopAsync();
    }

    [Fact]
    public async Task Loop_ThatHasNothingToDo_EndsAndIsWell()
    {
        _service.Add("Nothing", _ => Task.CompletedTask);
        await StartAsync();
        await _service.ExecuteTask!.WaitAsync(TestContext.Current.CancellationToken);
        Assert.False(Assert.Single(_service.Status).IsFailing);
    }

    public void Dispose() => _service.Dispose();

    private Task StartAsync() => _service.StartAsync(TestContext.Current.CancellationToken);

    private Task StopAsync() => _service.StopAsync(TestContext.Current.CancellationToken);

    private Task AdvanceUntilAsync(Func<bool> condition) => Eventually.TrueAsync(() =>
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return condition();
    });

    /// <summary>Advances the clock by a second once the loop waits for it. Otherwise a loop that is not scheduled yet would miss it.</summary>
    private async Task AdvanceAsync()
    {
        await Eventually.TrueAsync(() => _time.IsWaitedFor);
        _time.Advance(TimeSpan.FromSeconds(1));
    }

    /// <summary>A clock that knows whether code waits for it.</summary>
    private sealed class WatchedClock : FakeTimeProvider
    {
        private int _waiting;

        public bool IsWaitedFor => Volatile.Read(ref _waiting) > 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(Over, null, dueTime, period);
            Interlocked.Increment(ref _waiting); // only after the timer is set: time that passes before does not count
            return timer;

            void Over(object? _)
            {
                Interlocked.Decrement(ref _waiting);
                callback(state);
            }
        }
    }

    private sealed class Service(TimeProvider time, ILogger logger) : SupervisedService(time, logger)
    {
        private readonly List<BackgroundLoop> _loops = [];

        protected override IEnumerable<BackgroundLoop> Loops => _loops;

        public void Add(string name, Func<CancellationToken, Task> run) => _loops.Add(new(name, run));
    }

    private sealed class BrokenLogger : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            throw new InvalidOperationException("broken log");
    }
}
