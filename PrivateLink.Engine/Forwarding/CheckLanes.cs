namespace PrivateLink.Engine.Forwarding;

/// <summary>
/// Bounds the checks in progress, since each takes a descriptor. An address that does not answer holds a slot for seconds, so such addresses have
/// slots of their own. Thousands of them delay each other, but not the addresses that answer. Thread-safe.
/// </summary>
/// <param name="most">The most checks in progress, up to 256. A quarter of them are for addresses that answer.</param>
internal sealed class CheckLanes(int most) : IDisposable
{
    /// <summary>The timeout for an address that answered last time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private const int AnsweringAtOnce = 64;
    private const int SilentAtOnce = 192;

    private readonly SemaphoreSlim _answering = new(Math.Clamp(most / 4, 1, AnsweringAtOnce));
    private readonly SemaphoreSlim _silent = new(Math.Clamp(most - (most / 4), 1, SilentAtOnce));

    /// <summary>Runs an action once a slot is free.</summary>
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

/// <summary>The kind of slot a check takes.</summary>
internal enum CheckLane
{
    /// <summary>The address answered last time, or is new.</summary>
    Answering,

    /// <summary>The address did not answer last time.</summary>
    Silent,
}
