using PrivateLink.Engine.Policy;

namespace PrivateLink.Engine.Listening;

/// <summary>Counts connections against the ceilings, so that a full house refuses with a reason instead of failing in accept. Thread-safe.</summary>
/// <param name="connections">All connections.</param>
/// <param name="undecided">Connections whose verdict is not known yet.</param>
internal sealed class ConnectionLimiter(int connections, int undecided)
{
    private int _undecided, _open;

    /// <summary>Connections whose verdict is not known yet.</summary>
    public int Undecided => Volatile.Read(ref _undecided);

    /// <summary>All admitted connections.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>The ceilings of the configuration; what it leaves open follows from the descriptor limit, which is raised here.</summary>
    public static ConnectionLimiter From(LimitOptions limits)
    {
        var connections = limits.Connections ?? DescriptorLimit.RaiseAndDeriveCeiling();
        return new(connections, Math.Max(1, Math.Min(limits.Undecided, connections / 2)));
    }

    /// <summary>Takes a place, or names the ceiling that is reached; then nothing is held. A place is given back with <see cref="Leave"/>.</summary>
    public Reason? Enter()
    {
        if (!TryTake(ref _open, connections)) return Reason.LimitGlobal;
        if (TryTake(ref _undecided, undecided)) return null;
        Leave();
        return Reason.LimitPrelude;
    }

    /// <summary>The verdict is known: the place among the undecided is free again.</summary>
    public void Decided() => Interlocked.Decrement(ref _undecided);

    /// <summary>The connection is gone.</summary>
    public void Leave() => Interlocked.Decrement(ref _open);

    private static bool TryTake(ref int count, int ceiling)
    {
        if (Interlocked.Increment(ref count) <= ceiling) return true;
        Interlocked.Decrement(ref count);
        return false;
    }
}
