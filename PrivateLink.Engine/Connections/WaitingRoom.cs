using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Connections that wait for more of their first bytes. If the room or its memory is full, a newer connection displaces a waiting one. Of the oldest
/// few, it displaces the one whose source or link has the most connections here. So a client with 20,000 silent connections displaces only its own and
/// blocks no other client. The peer's address alone is not enough, because behind a load balancer every client has the same.
/// </summary>
/// <remarks>
/// Thread-safe. A connection whose first bytes arrive at once is never here. A waiter's own handler and a displacing thread may race, so both take the
/// lock. A place is therefore passed on only once, and a resumed connection is never displaced.
/// </remarks>
internal sealed class WaitingRoom
{
    /// <summary>How many of the oldest are compared. The source with most of the room is nearly always among them.</summary>
    private const int LookedAt = 16;

    /// <summary>How many displaced connections may still hold their descriptors: as many as the reserve of descriptors can take.</summary>
    private const int MostLeaving = 16;

    /// <summary>The most connections displaced for one newer connection's bytes.</summary>
    private const int MostForBytes = 16;

    /// <summary>The least that a transport takes from the budget at a time, in bytes.</summary>
    private const int SmallestPiece = 4096;

    private readonly Lock _lock = new();
    private readonly WaiterList _silent = new(), _afterHeader = new(), _talking = new();
    private readonly SourceShares _shares = new();
    private int _leaving;

    /// <summary>Adds a connection that is about to wait for bytes.</summary>
    /// <param name="story">The connection, which may already be receiving.</param>
    /// <param name="received">The number of bytes it had before.</param>
    public void Wait(ConnectionStory story, int received)
    {
        var waiter = story.Prelude;
        lock (_lock)
        {
            if (waiter.GaveWay) return;
            waiter.Story = story;
            waiter.Bytes = received == 0 ? 0 : Math.Max(received, SmallestPiece);
            Count(waiter, story);
            Enter(waiter, received == 0 ? _silent : received <= story.Prelude.HeaderLength ? _afterHeader : _talking);
            waiter.IsWaiting = true;
        }
    }

    /// <summary>Marks a connection as resumed, with or without new bytes.</summary>
    /// <returns>False if it was displaced while it waited.</returns>
    public bool GoOn(ConnectionStory story)
    {
        lock (_lock)
        {
            story.Prelude.IsWaiting = false;
            return !story.Prelude.GaveWay;
        }
    }

    /// <summary>Removes a connection that is decided or closed.</summary>
    public void Leave(Waiter waiter)
    {
        if (waiter.List is null) return; // It never waited, or was already displaced. Its own handler knows both, so it needs no lock.
        lock (_lock) Remove(waiter);
    }

    /// <summary>Displaces a waiting connection and takes its places for a newer one.</summary>
    /// <param name="places">The places to take over.</param>
    /// <returns>False if there is no connection to displace.</returns>
    public bool TryTakeOver(HeldPlaces places)
    {
        ConnectionStory? leaving;
        lock (_lock)
        {
            if (places.HasFlag(HeldPlaces.Open) && _leaving >= MostLeaving) return false;
            leaving = SendAway(Choose(_silent, _afterHeader, _talking), places);
        }

        Abort(leaving);
        return leaving is not null;
    }

    /// <summary>Frees memory for a connection's first bytes by displacing others, which return their memory shortly after.</summary>
    /// <returns>False if that much cannot be freed.</returns>
    public bool TryFree(int bytes)
    {
        var freed = 0;
        for (var count = 0; count < MostForBytes && freed < bytes; count++)
        {
            ConnectionStory? leaving;
            lock (_lock)
            {
                var waiter = Choose(_afterHeader, _talking);
                freed += waiter?.Bytes ?? 0;
                leaving = SendAway(waiter, HeldPlaces.None);
            }

            if (leaving is null) return false;
            Abort(leaving);
        }

        return freed >= bytes;
    }

    /// <summary>Call when a displaced connection has closed. Until then, it holds a descriptor although its place is already taken over.</summary>
    public void Left()
    {
        lock (_lock) _leaving--;
    }

    /// <summary>
    /// The waiter with the largest share across all lists. Sending one byte of a hello gives no protection. If two are equal, the earlier list
    /// decides.
    /// </summary>
    private Waiter? Choose(params ReadOnlySpan<WaiterList> lists)
    {
        Waiter? chosen = null;
        foreach (var list in lists)
            if (Choose(list) is { } other && (chosen is null || _shares.ShareOf(other) > _shares.ShareOf(chosen))) chosen = other;
        return chosen;
    }

    /// <summary>The waiter with the largest share among the oldest few. If two are equal, the older one.</summary>
    private Waiter? Choose(WaiterList list)
    {
        Waiter? chosen = null;
        var most = 0;
        var looked = 0;
        for (var waiter = list.First; waiter is not null && looked < LookedAt; waiter = waiter.Next, looked++)
        {
            if (!waiter.IsWaiting || _shares.ShareOf(waiter) <= most) continue;
            chosen = waiter;
            most = _shares.ShareOf(waiter);
        }

        return chosen;
    }

    private ConnectionStory? SendAway(Waiter? waiter, HeldPlaces places)
    {
        if (waiter is null) return null;
        var story = waiter.Story!;
        Remove(waiter);
        waiter.GaveWay = true;
        story.Places &= ~places;
        if (places.HasFlag(HeldPlaces.Open))
        {
            story.Places |= HeldPlaces.Leaving;
            _leaving++;
        }

        return story;
    }

    /// <summary>Runs on the thread pool. The caller is in the middle of its own work, perhaps on the displaced connection's event loop.</summary>
    private static void Abort(ConnectionStory? story)
    {
        if (story is null) return;
        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Abort(CloseReason.NotAdmitted), story.Connection, preferLocal: false);
    }

    /// <summary>Counts the waiter, or counts it again once the header gives its real source and link.</summary>
    private void Count(Waiter waiter, ConnectionStory story)
    {
        var isCounted = waiter.List is not null;
        var source = SourceShares.CounterOf(story.Prelude.Source ?? story.Connection.Peer);
        var link = story.LinkId is { } id ? SourceShares.CounterOf(id) : SourceShares.Nobody;
        if (isCounted && (source, link) == (waiter.SourceCounter, waiter.LinkCounter)) return;
        if (isCounted) _shares.Forget(waiter);
        (waiter.SourceCounter, waiter.LinkCounter) = (source, link);
        _shares.Count(waiter);
    }

    /// <summary>A waiter keeps its place in a list, so that sending a byte now and then does not make it newer.</summary>
    private static void Enter(Waiter waiter, WaiterList list)
    {
        if (waiter.List == list) return;
        waiter.List?.Remove(waiter);
        list.Add(waiter);
    }

    private void Remove(Waiter waiter)
    {
        if (waiter.List is not { } list) return;
        list.Remove(waiter);
        _shares.Forget(waiter);
    }
}
