using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Counts connections against the limits, so that a full engine refuses with a reason instead of failing in accept. Before it refuses a connection,
/// it displaces one that still waits for its first bytes. Thread-safe.
/// </summary>
/// <param name="limits">The configured limits.</param>
/// <param name="room">The waiting connections that may be displaced.</param>
internal sealed class ConnectionLimiter(LimitOptions limits, WaitingRoom room)
{
    private volatile LimitOptions _limits = limits;
    private int _allowed = int.MaxValue;
    private int _undecided, _open;

    /// <summary>Connections without a verdict yet.</summary>
    public int Undecided => Volatile.Read(ref _undecided);

    /// <summary>All admitted connections.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>The limit for all connections.</summary>
    public int Connections => Math.Max(1, Math.Min(Volatile.Read(ref _allowed), _limits.Connections ?? int.MaxValue));

    private int MostUndecided => Math.Max(1, Math.Min(_limits.Undecided, Connections / 2));

    /// <summary>Sets the limit that the descriptors allow. The configured limit still applies, and at least one connection is always allowed.</summary>
    public void Allow(int connections) => Volatile.Write(ref _allowed, connections);

    /// <summary>Takes other configured limits. Connections above a lower one go on; new ones are refused until enough have ended.</summary>
    public void Take(LimitOptions limits) => _limits = limits;

    /// <summary>
    /// Takes the places of a connection. If a limit is reached, returns its reason and holds nothing. <see cref="Leave"/> releases the places.
    /// </summary>
    public Reason? Enter(ConnectionStory story)
    {
        const HeldPlaces Both = HeldPlaces.Open | HeldPlaces.Undecided;
        if (!TryTake(ref _open, Connections))
        {
            if (!room.TryTakeOver(Both)) return Reason.LimitGlobal;
        }
        else if (!TryTake(ref _undecided, MostUndecided) && !room.TryTakeOver(HeldPlaces.Undecided))
        {
            Interlocked.Decrement(ref _open);
            return Reason.LimitPrelude;
        }

        story.Places = Both;
        return null;
    }

    /// <summary>Releases the place among undecided connections, because the verdict is known.</summary>
    public void Decided(ConnectionStory story)
    {
        if (!story.Places.HasFlag(HeldPlaces.Undecided)) return;
        story.Places &= ~HeldPlaces.Undecided;
        Interlocked.Decrement(ref _undecided);
    }

    /// <summary>Releases everything that a closed connection still holds.</summary>
    public void Leave(ConnectionStory story)
    {
        Decided(story);
        var places = story.Places;
        story.Places = HeldPlaces.None;
        if (places.HasFlag(HeldPlaces.Open)) Interlocked.Decrement(ref _open);
        if (places.HasFlag(HeldPlaces.Leaving)) room.Left();
    }

    private static bool TryTake(ref int count, int ceiling)
    {
        if (Interlocked.Increment(ref count) <= ceiling) return true;
        Interlocked.Decrement(ref count);
        return false;
    }
}
