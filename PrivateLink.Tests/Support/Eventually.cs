using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Waits for what no signal announces: asks again every few milliseconds, and gives up after a bounded time.</summary>
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
}
