namespace PrivateLink.Engine.Connections;

/// <summary>A connection that has not said what it wants, in its place in the <see cref="WaitingRoom"/>, whose lock guards everything here.</summary>
internal abstract class Waiter
{
    public ConnectionStory? Story { get; set; }

    /// <summary>The list that it is in; null while it is in none.</summary>
    public WaiterList? List { get; set; }

    public Waiter? Previous { get; set; }

    public Waiter? Next { get; set; }

    /// <summary>Whether it waits for bytes right now. Whoever does not is being looked at, and is left alone.</summary>
    public bool IsWaiting { get; set; }

    /// <summary>Whether it had to give its place to somebody else.</summary>
    public bool GaveWay { get; set; }

    /// <summary>What it has of the memory for undecided connections, at least.</summary>
    public int Bytes { get; set; }

    /// <summary>Where it comes from, as far as is known: two counters of the room.</summary>
    public int SourceCounter { get; set; } = SourceShares.Nobody;

    public int LinkCounter { get; set; } = SourceShares.Nobody;
}

/// <summary>Waiters, those who have waited longest first. Their links are in themselves, so joining and leaving allocate nothing.</summary>
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
