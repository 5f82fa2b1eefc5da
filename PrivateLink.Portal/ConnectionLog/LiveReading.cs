namespace PrivateLink.Portal.ConnectionLog;

/// <summary>One read of new data by one view. Its rows and its counts come from the same pass, newest first.</summary>
internal sealed class LiveReading(ConnectionFeed feed, LinkSight sight, LiveQuestion question, LivePosition after, DateTimeOffset now)
{
    private readonly List<ConnectionView> _entries = [];
    private readonly List<ConnectionView> _late = [];
    private int _matching;

    /// <param name="take">The most new connections to return.</param>
    /// <param name="last">The newest sequence of all connections.</param>
    public LiveNews Read(int take, long last)
    {
        question.Tally?.Begin(feed);
        var counted = question.Tally?.Head ?? new(long.MaxValue, long.MaxValue);
        ReadEndings(counted);
        ReadEntries(counted, take);
        var head = new LivePosition(last, feed.Endings.Head);
        question.Tally?.Counted(head);
        return new(_entries, _late, _matching, head, after.Sequence == 0 || feed.Endings.HasAllSince(after.Ending));
    }

    private void ReadEntries(LivePosition counted, int take)
    {
        var end = Math.Min(after.Sequence, counted.Sequence);
        foreach (var entry in feed.NewestFirst())
        {
            if (entry.Sequence <= end) return;
            var view = sight.Show(entry);
            if (!question.Matches(view)) continue;
            if (entry.Sequence > counted.Sequence) question.Tally!.Add(view, now);
            if (entry.Sequence <= after.Sequence) continue;
            _matching++;
            if (_entries.Count < take) _entries.Add(view);
        }
    }

    /// <summary>Reads endings of connections that were counted while open. All others are read as new connections in their current state.</summary>
    private void ReadEndings(LivePosition counted)
    {
        foreach (var (number, open, ended) in feed.Endings.Since(Math.Min(after.Ending, counted.Ending)))
        {
            if (!question.DependsOnEnding && !ended.Closed!.IsFailure()) continue;
            var view = sight.Show(ended);
            var matches = question.Matches(view);
            var matched = question.DependsOnEnding ? question.Matches(sight.Show(open)) : matches;
            if (number > counted.Ending && open.Sequence <= counted.Sequence) question.Tally!.End(matched ? sight.Show(open) : null, matches ? view : null, now);
            if (!matches || matched || number <= after.Ending || open.Sequence > after.Sequence) continue;
            _matching++;
            if (open.Sequence > 0) _late.Add(view);
        }
    }
}
