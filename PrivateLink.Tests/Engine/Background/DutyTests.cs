using PrivateLink.Engine.Background;
using Xunit;

namespace PrivateLink.Tests.Engine.Background;

/// <summary>Work runs while the duty is held, and nothing runs once it is given up.</summary>
public class DutyTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Take_Later_BeginsTheWork()
    {
        var duty = new Duty(isHeld: false);
        var begun = false;
        var working = duty.WorkAsync(_ => Task.FromResult(begun = true), Cancel);
        Assert.False(begun);

        duty.Take();
        await working;
        Assert.True(begun);
    }

    [Fact]
    public async Task GiveUp_WaitsUntilTheWorkHasEnded_AndTakeBeginsItAgain()
    {
        var duty = new Duty(isHeld: true);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var (begun, ended) = (0, 0);
        var working = duty.WorkAsync(async given =>
        {
            Interlocked.Increment(ref begun);
            await Task.Delay(Timeout.Infinite, given).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Yield();
            Interlocked.Increment(ref ended);
        }, stop.Token);

        await Support.Eventually.TrueAsync(() => Volatile.Read(ref begun) == 1);
        await duty.GiveUpAsync();
        Assert.Equal(1, ended);
        Assert.False(duty.IsHeld);

        duty.Take();
        await Support.Eventually.TrueAsync(() => Volatile.Read(ref begun) == 2);
        await stop.CancelAsync();
        await working;
        Assert.Equal(2, ended);
    }

    [Fact]
    public async Task GiveUp_NothingRuns_IsImmediate()
    {
        var duty = new Duty(isHeld: true);
        await duty.GiveUpAsync();
        await duty.GiveUpAsync();
        Assert.False(duty.IsHeld);
    }
}
