namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>How many connections of one group were decided in each step of the window.</summary>
/// <param name="id">Unique among all groups of a tally.</param>
internal sealed class GroupCount(long id)
{
    private readonly int[] _steps = new int[GroupWindow.Steps];

    public long Id => id;

    public int Total { get; private set; }

    public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

    public DateTimeOffset Last { get; private set; }

    public void Add(int slot, DateTimeOffset at)
    {
        _steps[slot]++;
        Total++;
        if (at < First) First = at;
        if (at > Last) Last = at;
    }

    /// <returns>Whether there was one to remove.</returns>
    public bool Remove(int slot)
    {
        if (_steps[slot] == 0) return false;
        _steps[slot]--;
        Total--;
        return true;
    }

    /// <summary>Clears a step that has left the window.</summary>
    public void Clear(int slot)
    {
        Total -= _steps[slot];
        _steps[slot] = 0;
    }

    public void Merge(GroupCount other)
    {
        for (var slot = 0; slot < _steps.Length; slot++) _steps[slot] += other._steps[slot];
        Total += other.Total;
        if (other.First < First) First = other.First;
        if (other.Last > Last) Last = other.Last;
    }

    /// <summary>The counts, oldest step first.</summary>
    public int[] Line(int newestSlot)
    {
        var line = new int[_steps.Length];
        for (var index = 0; index < line.Length; index++) line[index] = _steps[(newestSlot + 1 + index) % line.Length];
        return line;
    }
}
