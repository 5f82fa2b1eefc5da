using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PrivateLink.Portal.ConnectionLog;
using Xunit;

namespace PrivateLink.Tests.Portal.ConnectionLog;

public class LiveSubscriptionsTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly FakeTimeProvider _time = new();
    private readonly LiveSubscriptions _subscriptions;

    public LiveSubscriptionsTests() => _subscriptions = new(_time, NullLogger.Instance);

    [Fact]
    public void Signal_AfterSilence_IsPassedOnAtOnce()
    {
        var calls = 0;
        using var subscription = _subscriptions.Add(() => calls++);

        _subscriptions.Signal();
        _time.Advance(Tick);

        Assert.Equal(1, calls);
    }

    [Fact]
    public void Signal_EveryMillisecond_IsPassedOnEachQuarterOfASecondAndOnceAfterTheLast()
    {
        var calls = 0;
        using var subscription = _subscriptions.Add(() => calls++);

        for (var millisecond = 0; millisecond < 900; millisecond++)
        {
            _subscriptions.Signal();
            _time.Advance(Tick);
        }

        Assert.Equal(4, calls);
        _time.Advance(LiveSubscriptions.Interval);
        Assert.Equal(5, calls);
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(5, calls);
    }

    [Fact]
    public void Signal_FromWithinTheCallback_IsNotLost()
    {
        var calls = 0;
        using var subscription = _subscriptions.Add(() =>
        {
            if (++calls == 1) _subscriptions.Signal();
        });

        _subscriptions.Signal();
        _time.Advance(Tick);
        _time.Advance(LiveSubscriptions.Interval);

        Assert.Equal(2, calls);
    }

    [Fact]
    public void Dispose_WithASignalOnItsWay_IsNotCalledAgain()
    {
        var calls = 0;
        var subscription = _subscriptions.Add(() => calls++);

        _subscriptions.Signal();
        _time.Advance(Tick);
        _subscriptions.Signal();
        subscription.Dispose();
        _subscriptions.Signal();
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(1, calls);
    }

    [Fact]
    public void Callback_ThatThrows_DisturbsNobody()
    {
        var calls = 0;
        using var broken = _subscriptions.Add(() => throw new InvalidOperationException());
        using var working = _subscriptions.Add(() => calls++);

        _subscriptions.Signal();
        _time.Advance(Tick);
        _subscriptions.Signal();
        _time.Advance(LiveSubscriptions.Interval);

        Assert.Equal(2, calls);
    }
}
