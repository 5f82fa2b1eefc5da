namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Bounds how many checks are under way, each of which takes a descriptor. Addresses that do not answer take a slot for seconds, so they have slots of their
/// own: thousands of them delay one another, but nobody who answers. Thread-safe.
/// </summary>
/// <param name="most">What may be under way in all: 256 at most, a quarter of them for addresses that answer.</param>
internal sealed class CheckLanes(int most) : IDisposable
{
    /// <summary>How long an address may take that answered last time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int AnsweringAtOnce = 64;
    private const int SilentAtOnce = 192;

    private readonly SemaphoreSlim _answering = new(Math.Clamp(most / 4, 1, AnsweringAtOnce));
    private readonly SemaphoreSlim _silent = new(Math.Clamp(most - (most / 4), 1, SilentAtOnce));

    /// <summary>Does something once there is a slot.</summary>
    public async Task<T> InAsync<T>(CheckLane lane, Func<Task<T>> act, CancellationToken cancellation)
    {
        var slots = lane == CheckLane.Answering ? _answering : _silent;
        await slots.WaitAsync(cancellation);
        try
        {
            return await act();
        }
        finally
        {
            slots.Release();
        }
    }

    public void Dispose()
    {
        _answering.Dispose();
        _silent.Dispose();
    }
}

/// <summary>Which slots a check takes.</summary>
internal enum CheckLane
{
    /// <summary>The address has answered last time, or is new.</summary>
    Answering,

    /// <summary>It has not.</summary>
    Silent,
}
