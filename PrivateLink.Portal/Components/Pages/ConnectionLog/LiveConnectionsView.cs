using PrivateLink.Portal.Access;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Grouping;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>
/// What one person sees of the live log. While following: the newest rows. While paused: the rows of that moment, all older
/// ones, and the count of newer ones. Pausing loses nothing. While the pointer is over the rows they are held, so that no row
/// moves away under it; new rows wait.
/// </summary>
public sealed class LiveConnectionsView(LiveConnections log, Caller caller)
{
    public const int FollowedRows = 100;
    public const int PausedRows = 5_000;

    /// <summary>No one reads more groups than this. The others are only counted.</summary>
    public const int ShownGroups = 100;

    /// <summary>The maximum number of connections counted for a sentence.</summary>
    private const int TalliedRows = 1_000;

    private LiveQuestion _question = LiveQuestion.Everything;
    private LivePosition _readTo;
    private LivePosition _countedTo;
    private LivePosition _pausedAt;
    private long _talliedTo;
    private bool _isPointed;

    public ConnectionFilter Filter { get; private set; } = ConnectionFilter.Everything;

    public IReadOnlyList<ConnectionView> Rows { get; private set; } = [];

    /// <summary>How the connections are grouped; <see cref="GroupBy.None"/> shows single connections.</summary>
    public GroupBy By { get; private set; }

    public GroupOrder Order { get; private set; }

    /// <summary>The groups, while the person looks at them.</summary>
    public LiveGroups Groups { get; private set; } = LiveGroups.Nothing;

    /// <summary>All the traffic, regardless of the filter.</summary>
    public LiveCounters Counters { get; private set; } = log.Counters(caller);

    /// <summary>The connections of the last minutes that match the filter.</summary>
    public LiveTotals Totals { get; private set; } = LiveTotals.Of(log.Counters(caller), ConnectionFilter.Everything);

    public bool IsFollowing { get; private set; } = true;

    /// <summary>Whether rows wait because of the pointer. An empty list has no rows to hold.</summary>
    public bool IsHeld => IsFollowing && _isPointed && Rows.Count > 0;

    /// <summary>How many matching connections came since the rows were paused or held.</summary>
    public int Backlog { get; private set; }

    public bool IsFiltered => !Filter.IsEverything;

    /// <summary>Reads what is new. The cost depends on the new connections, not on the size of the log.</summary>
    public void Refresh()
    {
        Counters = log.Counters(caller);
        if (IsHeld) Rows = log.Renew(caller, Rows);
        if (IsFollowing && !IsHeld) Read();
        else CountBacklog();
        Totals = _question.Tally is { } tally ? log.Totals(tally) : LiveTotals.Of(Counters, Filter);
    }

    /// <summary>Holds the rows, because the pointer is over them.</summary>
    public void Hold() => _isPointed = true;

    /// <summary>Shows the waiting rows, because the pointer has left.</summary>
    public void Release()
    {
        var wasHeld = IsHeld;
        _isPointed = false;
        if (wasHeld) Read();
    }

    /// <summary>Keeps the rows as they are, and adds the older ones after them.</summary>
    public void Pause()
    {
        if (!IsFollowing) return;
        IsFollowing = false;
        _pausedAt = _readTo with { Sequence = NewestShown() };
        Freeze();
    }

    public void Follow()
    {
        IsFollowing = true;
        Forget();
        Refresh(); // of an empty list: the newest are shown even under a pointer
    }

    public void Show(ConnectionFilter filter)
    {
        if (!filter.Equals(Filter)) _question = LiveQuestion.Of(filter);
        Filter = filter;
        Forget();
        if (!IsFollowing) Freeze();
        Refresh();
        ReadGroups();
    }

    /// <summary>Shows groups, or single connections.</summary>
    public void Group(GroupBy by, GroupOrder order)
    {
        (By, Order) = (by, order);
        ReadGroups();
    }

    /// <summary>Shows the same view again, after the person may see more of it.</summary>
    public void Show()
    {
        if (IsHeld) Rows = log.Renew(caller, Rows);
        else Show(Filter);
    }

    /// <summary>Counts what has come since the last call; zero while the list is paused.</summary>
    public SpokenTally Tally()
    {
        var (tally, head) = log.TallySince(caller, _question.Matches, _talliedTo, TalliedRows);
        _talliedTo = head;
        return IsFollowing ? tally : SpokenTally.Nothing;
    }

    public ConnectionView? Find(long id) => log.Find(caller, id);

    /// <summary>The row above (-1) or below (1) another; the first row if that one is not shown.</summary>
    public long? Neighbour(long? id, int step)
    {
        var index = -1;
        for (var row = 0; row < Rows.Count && index < 0; row++)
            if (Rows[row].Id == id) index = row;
        if (index < 0) return Rows.Count == 0 ? null : Rows[0].Id;
        return Rows[Math.Clamp(index + step, 0, Rows.Count - 1)].Id;
    }

    private void Read()
    {
        var news = log.Since(caller, _question, _readTo, FollowedRows);
        _readTo = _countedTo = news.Head;
        Backlog = 0;
        var before = log.Renew(caller, Rows);
        if (_question.DependsOnEnding && !(news.IsWhole && Array.TrueForAll(before, row => _question.Matches(row)))) Rows = log.Newest(caller, _question.Matches, FollowedRows);
        else if (news.Late.Count > 0) Rows = [.. news.Entries.Concat(before).Concat(news.Late).DistinctBy(row => row.Sequence).OrderByDescending(row => row.Sequence).Take(FollowedRows)];
        else Rows = news.Entries.Count == 0 ? before : [.. news.Entries.Concat(before).Take(FollowedRows)];
        ReadGroups();
    }

    private void ReadGroups() => Groups = By == GroupBy.None ? LiveGroups.Nothing : log.Groups(caller, Filter, By, Order, ShownGroups);

    private void CountBacklog()
    {
        var news = log.Since(caller, _question, _countedTo, take: 0);
        Backlog += news.Matching;
        _countedTo = news.Head;
    }

    private void Forget()
    {
        Rows = [];
        _readTo = default;
        Backlog = 0;
    }

    private long NewestShown() => Rows.Count > 0 ? Rows[0].Sequence : _readTo.Sequence;

    /// <summary>Counts from here on what comes after the pause, even if it was read before.</summary>
    private void Freeze()
    {
        Rows = log.Newest(caller, entry => entry.Sequence <= _pausedAt.Sequence && _question.Matches(entry), PausedRows);
        _readTo = _countedTo = _pausedAt;
        Backlog = 0;
    }
}
