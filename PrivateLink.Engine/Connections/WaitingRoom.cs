using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Connections that wait for more of their first bytes. When no more may wait, or the memory for them is spent, one of those who have waited longest
/// gives way to the newcomer: of the oldest few the one whose source, or link, has the most here. So somebody with 20,000 silent connections loses
/// their own, and keeps nobody out. The peer alone would not do: behind a load balancer it is the same for everybody.
/// </summary>
/// <remarks>
/// Thread-safe. A connection that says everything at once is never here. A waiter's story and whoever sends it away meet under the lock, so a place is
/// passed on once, and a story that has come back is left alone.
/// </remarks>
internal sealed class WaitingRoom
{
    /// <summary>So many of the oldest are looked at: who holds most of the room is nearly always among them.</summary>
    private const int LookedAt = 16;

    /// <summary>So many may have passed on their descriptors' place and not be gone yet: what the reserve of descriptors can bear.</summary>
    private const int MostLeaving = 16;

    /// <summary>So many are sent away at most for one newcomer's bytes.</summary>
    private const int MostForBytes = 16;

    /// <summary>The least that a transport takes of the budget at a time.</summary>
    private const int SmallestPiece = 4096;

    private readonly Lock _lock = new();
    private readonly WaiterList _silent = new(), _afterHeader = new(), _talking = new();
    private readonly SourceShares _shares = new();
    private int _leaving;

    /// <summary>The story is about to wait for bytes.</summary>
    /// <param name="story">Its connection may be receiving already.</param>
    /// <param name="received">How many bytes it had before that.</param>
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

    /// <summary>It goes on, with bytes or without.</summary>
    /// <returns>False when it had to give way meanwhile.</returns>
    public bool GoOn(ConnectionStory story)
    {
        lock (_lock)
        {
            story.Prelude.IsWaiting = false;
            return !story.Prelude.GaveWay;
        }
    }

    /// <summary>It is decided, or over.</summary>
    public void Leave(Waiter waiter)
    {
        if (waiter.List is null) return; // never had to wait: written by its own story, or by whoever sent it away, which it has been told
        lock (_lock) Remove(waiter);
    }

    /// <summary>Gets places for a newcomer from one who gives way.</summary>
    /// <param name="places">What the newcomer needs and the other one gives.</param>
    /// <returns>False when nobody waits.</returns>
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

    /// <summary>Gets memory for somebody's first bytes from those who give way; they give it back in a moment.</summary>
    /// <returns>False when there is not so much to be had.</returns>
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

    /// <summary>One that had passed on its place among all connections is gone.</summary>
    public void Left()
    {
        lock (_lock) _leaving--;
    }

    /// <summary>Of all lists the one with the largest share, whatever it has said so far: a byte of a hello is no refuge. Of two equals the one in the earlier list.</summary>
    private Waiter? Choose(params ReadOnlySpan<WaiterList> lists)
    {
        Waiter? chosen = null;
        foreach (var list in lists)
            if (Choose(list) is { } other && (chosen is null || _shares.ShareOf(other) > _shares.ShareOf(chosen))) chosen = other;
        return chosen;
    }

    /// <summary>Of the oldest few the one with the largest share; the older of two equals.</summary>
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

    /// <summary>On a thread of its own: the newcomer is in the middle of something, perhaps on the same event loop, and the other one's story ends on it.</summary>
    private static void Abort(ConnectionStory? story)
    {
        if (story is null) return;
        ThreadPool.UnsafeQueueUserWorkItem(static connection => connection.Abort(CloseReason.NotAdmitted), story.Connection, preferLocal: false);
    }

    /// <summary>What was known without the header is known better with it.</summary>
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

    /// <summary>Its place in a list is that of its first byte there: a byte now and then makes nobody young again.</summary>
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
