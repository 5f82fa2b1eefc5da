using PrivateLink.Engine.Policy;

namespace PrivateLink.Engine.Listening;

/// <summary>Counts connections against the ceilings, so that a full house refuses with a reason instead of failing in accept. Thread-safe.</summary>
internal sealed class ConnectionLimiter(LimitOptions limits)
{
    private int _undecided, _open;

    /// <summary>Connections whose verdict is not known yet.</summary>
    public int Undecided => Volatile.Read(ref _undecided);

    /// <summary>All admitted connections.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>Takes a place, or names the ceiling that is reached; then nothing is held. A place is given back with <see cref="Leave"/>.</summary>
    public Reason? Enter()
    {
        if (Interlocked.Increment(ref _open) > limits.Connections)
        {
            Interlocked.Decrement(ref _open);
            return Reason.LimitGlobal;
        }

        if (Interlocked.Increment(ref _undecided) > limits.Undecided)
        {
            Interlocked.Decrement(ref _undecided);
            Interlocked.Decrement(ref _open);
            return Reason.LimitPrelude;
        }

        return null;
    }

    /// <summary>The verdict is known: the place among the undecided is free again.</summary>
    public void Decided() => Interlocked.Decrement(ref _undecided);

    /// <summary>The connection is gone.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);
}
