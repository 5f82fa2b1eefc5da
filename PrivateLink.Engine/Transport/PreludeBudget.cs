namespace PrivateLink.Engine.Transport;

/// <summary>
/// The bytes that all undecided connections together may keep. One budget replaces a cap for each. A burst of accepts cannot exhaust memory, and a
/// single large hello still gets what it needs. Thread-safe.
/// </summary>
public sealed class PreludeBudget(long bytes) : ByteBudget
{
    private long _taken;
    private long _limit = bytes;

    /// <summary>
    /// Called if too few bytes are left: it may displace other connections, which return their bytes shortly after. Until then the budget is slightly
    /// exceeded.
    /// </summary>
    internal Func<int, bool>? MakeRoom { get; init; }

    /// <summary>The bytes in use.</summary>
    public long Taken => Volatile.Read(ref _taken);

    /// <summary>Takes another limit. What is in use above a lower one stays until it is returned.</summary>
    public void Take(long limit) => Volatile.Write(ref _limit, limit);

    /// <inheritdoc/>
    public override bool TryTake(int count)
    {
        if (Interlocked.Add(ref _taken, count) <= Volatile.Read(ref _limit) || MakeRoom?.Invoke(count) == true) return true;
        Interlocked.Add(ref _taken, -count);
        return false;
    }

    /// <inheritdoc/>
    public override void Return(int count) => Interlocked.Add(ref _taken, -count);
}
