namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Counts what one view's filter takes, by second and outcome. It is fed by the reading that brings the view its rows, so it costs a condition
/// for what is new, and nothing is read twice. It begins with what the log still has, and says since when that is all. Not thread-safe.
/// </summary>
internal sealed class LiveTally
{
    private OutcomeCounter _counter = new();
    private long _from;
    private bool _hasBegun;

    /// <summary>Up to where it has counted.</summary>
    public LivePosition Head { get; private set; }

    /// <summary>The counts at a time.</summary>
    public LiveTotals At(DateTimeOffset now)
    {
        var seconds = _counter.History(now);
        return LiveTotals.Of(seconds, _from > seconds[0].Second.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(_from) : null);
    }

    /// <summary>Before a reading. What it has missed cannot be made up for: then it begins anew with what is there.</summary>
    public void Begin(ConnectionFeed feed)
    {
        if (_hasBegun && feed.HasAllSince(Head)) return;
        (_counter, _hasBegun) = (new(), true);
        Head = new(0, feed.Endings.Head);
        _from = feed.CompleteFrom;
    }

    public void Add(ConnectionView view, DateTimeOffset now) => Add(view, now, 1);

    /// <summary>A connection has ended that has been looked at before.</summary>
    public void End(ConnectionView? open, ConnectionView? ended, DateTimeOffset now)
    {
        if (open is not null) Add(open, now, -1);
        if (ended is not null) Add(ended, now, 1);
    }

    /// <summary>After a reading.</summary>
    public void Counted(LivePosition head) => Head = head;

    private void Add(ConnectionView view, DateTimeOffset now, int more)
    {
        if (view.Entry.Second >= _from) _counter.Add(now, view.Entry.Second, view.Outcome, more);
    }
}
