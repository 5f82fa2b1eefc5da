namespace PrivateLink.Engine.Transport;

/// <summary>
/// The bytes that undecided connections may keep in all. One budget instead of a cap for each: a burst of accepts cannot run the process
/// out of memory, and a single large hello still gets what it needs. Thread-safe.
/// </summary>
public sealed class PreludeBudget(long bytes) : ByteBudget
{
    private long _taken;

    /// <summary>
    /// Asked when there is not enough left: somebody else may give up theirs, and returns it in a moment. Until then a little more is taken than there is.
    /// </summary>
    internal Func<int, bool>? MakeRoom { get; init; }

    /// <summary>Bytes taken right now.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <inheritdoc/>
    public override bool TryTake(int count)
    {
        if (Interlocked.Add(ref _taken, count) <= bytes || MakeRoom?.Invoke(count) == true) return true;
        Interlocked.Add(ref _taken, -count);
        return false;
    }

    /// <inheritdoc/>
    public override void Return(int count) => Interlocked.Add(ref _taken, -count);
}
