namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>
/// Counts connections by group over the last five minutes. It keeps a bounded number of groups. Beyond that, it counts the smallest together, so
/// that invented names and links do not displace regular traffic. Not thread-safe.
/// </summary>
/// <typeparam name="TKey">The properties that connections of one group share.</typeparam>
internal sealed class GroupTally<TKey>(DateTimeOffset now, int mostGroups = GroupWindow.MostGroups)
    where TKey : struct
{
    private readonly Dictionary<TKey, GroupCount> _groups = [];
    private readonly GroupCount _others = new(0);
    private long _step = GroupWindow.StepOf(now);
    private long _lastId;

    public IReadOnlyCollection<KeyValuePair<TKey, GroupCount>> Groups => _groups;

    /// <summary>The number of connections in groups that are counted together.</summary>
    public int Others => _others.Total;

    public int NewestSlot => GroupWindow.SlotOf(_step);

    public void Add(in TKey key, DateTimeOffset at)
    {
        if (SlotOf(at) is not { } slot) return;
        if (!_groups.TryGetValue(key, out var count))
        {
            if (_groups.Count == mostGroups) MakeRoom();
            _groups.Add(key, count = new(++_lastId));
        }

        count.Add(slot, at);
    }

    /// <summary>Removes a connection whose group has changed.</summary>
    public void Remove(in TKey key, DateTimeOffset at)
    {
        if (SlotOf(at) is not { } slot) return;
        if (!_groups.TryGetValue(key, out var count) || !count.Remove(slot)) _others.Remove(slot);
        else if (count.Total == 0) _groups.Remove(key);
    }

    /// <summary>
    /// Removes what has left the window. If the clock was set back by more than the window, it clears everything. Otherwise the counts would stay
    /// until the clock catches up.
    /// </summary>
    /// <returns>Whether the counts within the window are still there.</returns>
    public bool Advance(DateTimeOffset now)
    {
        var step = GroupWindow.StepOf(now);
        if (step < _step - GroupWindow.Steps) return BeginAnew(step);
        if (step <= _step) return true;
        for (var old = Math.Max(_step + 1, step - GroupWindow.Steps + 1); old <= step; old++)
        {
            var slot = GroupWindow.SlotOf(old);
            _others.Clear(slot);
            foreach (var count in _groups.Values) count.Clear(slot);
        }

        _step = step;
        foreach (var (key, count) in _groups)
            if (count.Total == 0) _groups.Remove(key);
        return true;
    }

    private bool BeginAnew(long step)
    {
        _groups.Clear();
        for (var slot = 0; slot < GroupWindow.Steps; slot++) _others.Clear(slot);
        _step = step;
        return false;
    }

    /// <summary>Null before the window. A time in the future counts as now.</summary>
    private int? SlotOf(DateTimeOffset at)
    {
        var step = Math.Min(GroupWindow.StepOf(at), _step);
        return step > _step - GroupWindow.Steps ? GroupWindow.SlotOf(step) : null;
    }

    private void MakeRoom()
    {
        foreach (var (key, count) in _groups.OrderBy(group => group.Value.Total).ThenBy(group => group.Value.Last).Take(Math.Max(1, mostGroups / 8)).ToList())
        {
            _others.Merge(count);
            _groups.Remove(key);
        }
    }
}
