namespace PrivateLink.Engine.Connections;

/// <summary>A connection in the <see cref="WaitingRoom"/> that has not yet named its host. The room's lock guards all members.</summary>
internal abstract class Waiter
{
    public ConnectionStory? Story { get; set; }

    /// <summary>The list it is in; null if none.</summary>
    public WaiterList? List { get; set; }

    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    /// <summary>Whether it waits for bytes right now. If not, its bytes are being parsed, and it cannot be displaced.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether it was displaced by a newer connection.</summary>
    public bool GaveWay { get; set; }

    /// <summary>The least memory it holds of the budget for undecided connections, in bytes.</summary>
    public int Bytes { get; set; }

    /// <summary>The counters of its source and of its link, as far as known.</summary>
    public int SourceCounter { get; set; } = SourceShares.Nobody;

    public int LinkCounter { get; set; } = SourceShares.Nobody;
}

/// <summary>A linked list of waiters, the longest wait first. The nodes are the waiters themselves, so adding and removing do not allocate.</summary>
internal sealed class WaiterList
{
    private Waiter? _last;

    public Waiter? First { get; private set; }

    public void Add(Waiter waiter)
    {
        (waiter.List, waiter.Previous, waiter.Next) = (this, _last, null);
        if (_last is null) First = waiter;
        else _last.Next = waiter;
        _last = waiter;
    }

    public void Remove(Waiter waiter)
    {
        if (waiter.Previous is { } previous) previous.Next = waiter.Next;
        else First = waiter.Next;
        if (waiter.Next is { } next) next.Previous = waiter.Previous;
        else _last = waiter.Previous;
        (waiter.List, waiter.Previous, waiter.Next) = (null, null, null);
    }
}
