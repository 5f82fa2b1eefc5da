using System.Runtime.ExceptionServices;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Waits for a condition that no event announces. Checks every few milliseconds and gives up after a bounded time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task TrueAsync(Func<bool> condition) => TrueAsync(() => Task.FromResult(condition()));

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        using var clock = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (!await condition()) await clock.WaitForNextTickAsync(patience.Token);
    }

    /// <summary>Waits until all assertions hold together. On timeout, fails with the assertion's own message.</summary>
    public static async Task HoldsAsync(Action assertions)
    {
        Exception? failure = null;
        try
        {
            await TrueAsync(() => (failure = Record.Exception(assertions)) is null);
        }
        catch (OperationCanceledException) when (failure is not null && !TestContext.Current.CancellationToken.IsCancellationRequested)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
