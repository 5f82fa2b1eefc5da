using PrivateLink.Engine.Settings;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Counts connections against the ceilings, so that a full house refuses with a reason instead of failing in accept. Before anyone is refused, somebody
/// who has not said anything yet gives way. Thread-safe.
/// </summary>
/// <param name="limits">The configured ceilings.</param>
/// <param name="room">Those who may have to give way.</param>
internal sealed class ConnectionLimiter(LimitOptions limits, WaitingRoom room)
{
    private int _connections = limits.Connections ?? int.MaxValue;
    private int _undecided, _open;

    /// <summary>Connections whose verdict is not known yet.</summary>
    public int Undecided => Volatile.Read(ref _undecided);

    /// <summary>All admitted connections.</summary>
    public int Open => Volatile.Read(ref _open);

    /// <summary>The ceiling for all connections.</summary>
    public int Connections => Volatile.Read(ref _connections);

    private int MostUndecided => Math.Max(1, Math.Min(limits.Undecided, Connections / 2));

    /// <summary>Says what the descriptors allow. The configured ceiling is never exceeded, and one connection is always allowed.</summary>
    public void Allow(int connections) => Volatile.Write(ref _connections, Math.Max(1, Math.Min(connections, limits.Connections ?? int.MaxValue)));

    /// <summary>Takes places, or names the ceiling that is reached; then nothing is held. They are given back with <see cref="Leave"/>.</summary>
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

    /// <summary>The verdict is known: the place among the undecided is free again.</summary>
    public void Decided(ConnectionStory story)
    {
        if (!story.Places.HasFlag(HeldPlaces.Undecided)) return;
        story.Places &= ~HeldPlaces.Undecided;
        Interlocked.Decrement(ref _undecided);
    }

    /// <summary>The connection is gone, and with it everything that it still holds.</summary>
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
