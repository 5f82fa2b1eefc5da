using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// What one person sees of the live log: the newest rows while following; while paused, the rows of that moment and all older
/// ones, so that nothing moves under the pointer, and the count of what came since. Nothing is lost by pausing.
/// </summary>
public sealed class LiveConnectionsView(LiveConnections log, Caller caller)
{
    public const int FollowedRows = 100;
    public const int PausedRows = 5_000;

    private long _pausedAt;

    public ConnectionFilter Filter { get; private set; } = ConnectionFilter.Everything;

    public IReadOnlyList<ConnectionEntry> Rows { get; private set; } = [];

    public LiveCounters Counters { get; private set; } = log.Counters(caller);

    public bool IsFollowing { get; private set; } = true;

    /// <summary>How many matching connections came since the pause.</summary>
    public int Backlog { get; private set; }

    public bool IsFiltered => Filter.Verdicts.Count > 0 || Filter.Text.Length > 0;

    /// <summary>Takes what is new.</summary>
    public void Refresh()
    {
        Counters = log.Counters(caller);
        if (IsFollowing) Rows = log.Snapshot(caller, Filter, FollowedRows);
        else Backlog = log.CountSince(caller, Filter, _pausedAt);
    }

    /// <summary>Keeps the rows as they are, and adds the older ones behind them.</summary>
    public void Pause()
    {
        if (!IsFollowing) return;
        IsFollowing = false;
        _pausedAt = NewestShown();
        Freeze();
    }

    public void Follow()
    {
        IsFollowing = true;
        Backlog = 0;
        Refresh();
    }

    public void Show(ConnectionFilter filter)
    {
        Filter = filter;
        if (!IsFollowing) Freeze();
        Refresh();
    }

    public ConnectionEntry? Find(long id) => log.Find(caller, id);

    /// <summary>The row above (-1) or below (1) another; the first row when that one is not shown.</summary>
    public long? Neighbour(long? id, int step)
    {
        var index = -1;
        for (var row = 0; row < Rows.Count && index < 0; row++)
            if (Rows[row].Decision.Id == id) index = row;
        if (index < 0) return Rows.Count == 0 ? null : Rows[0].Decision.Id;
        return Rows[Math.Clamp(index + step, 0, Rows.Count - 1)].Decision.Id;
    }

    private long NewestShown()
    {
        if (Rows.Count > 0) return Rows[0].Sequence;
        return log.Snapshot(caller, ConnectionFilter.Everything, 1) is [var newest] ? newest.Sequence : 0;
    }

    private void Freeze() => Rows = [.. log.Snapshot(caller, Filter, PausedRows).SkipWhile(entry => entry.Sequence > _pausedAt)];
}
