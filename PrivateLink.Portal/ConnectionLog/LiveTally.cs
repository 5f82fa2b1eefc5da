namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Counts the matches of one view's filter, by second and outcome. It uses the same pass that reads the view's rows, so nothing is read twice. It
/// starts with what the log still has, and says from when its counts are complete. Not thread-safe.
/// </summary>
internal sealed class LiveTally
{
    private OutcomeCounter _counter = new();
    private long _from;
    private bool _hasBegun;

    /// <summary>The position up to which it has counted.</summary>
    public LivePosition Head { get; private set; }

    /// <summary>The counts at a time.</summary>
    public LiveTotals At(DateTimeOffset now)
    {
        var seconds = _counter.History(now);
        return LiveTotals.Of(seconds, _from > seconds[0].Second.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(_from) : null);
    }

    /// <summary>Call before a read. If it has missed connections, it starts again with what the log has.</summary>
    public void Begin(ConnectionFeed feed)
    {
        if (_hasBegun && feed.HasAllSince(Head)) return;
        (_counter, _hasBegun) = (new(), true);
        Head = new(0, feed.Endings.Head);
        _from = feed.CompleteFrom;
    }

    public void Add(ConnectionView view, DateTimeOffset now) => Add(view, now, 1);

    /// <summary>Handles the end of a connection that was counted before.</summary>
    public void End(ConnectionView? open, ConnectionView? ended, DateTimeOffset now)
    {
        if (open is not null) Add(open, now, -1);
        if (ended is not null) Add(ended, now, 1);
    }

    /// <summary>Call after a read.</summary>
    public void Counted(LivePosition head) => Head = head;

    private void Add(ConnectionView view, DateTimeOffset now, int more)
    {
        if (view.Entry.Second >= _from) _counter.Add(now, view.Entry.Second, view.Outcome, more);
    }
}
