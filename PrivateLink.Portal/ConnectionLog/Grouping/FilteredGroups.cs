using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>
/// The groups of the connections that match one filter in one scope. Each connection is counted once as it comes, for all viewers. Not thread-safe.
/// </summary>
/// <param name="tenant">The tenant whose connections count; null for all tenants.</param>
/// <param name="filter">The filter.</param>
/// <param name="since">The time from which every connection is counted.</param>
/// <param name="now">The time now.</param>
internal sealed class FilteredGroups(Guid? tenant, ConnectionFilter filter, DateTimeOffset since, DateTimeOffset now)
{
    private readonly Func<ConnectionView, bool> _matches = filter.ToPredicate();
    private readonly GroupTally<GroupKey> _tally = new(now);
    private DateTimeOffset _since = since < now ? since : now;

    public ConnectionFilter Filter => filter;

    public Guid? Tenant => tenant;

    /// <summary>The newest known <see cref="LinkSight"/> of its viewers.</summary>
    public LinkSight Sight { get; set; } = LinkSight.Nothing;

    /// <summary>The time stamp of the last request. A time stamp, because the clock may be set back.</summary>
    public long AskedAt { get; set; }

    public void Add(ConnectionEntry entry)
    {
        var view = Sight.Show(entry);
        if (_matches(view)) _tally.Add(GroupKey.Of(view), entry.Decision.DecidedAt());
    }

    /// <summary>Handles the end of a connection, which may change its group or whether it matches.</summary>
    public void End(ConnectionEntry before, ConnectionEntry after)
    {
        if (!filter.DependsOnEnding && !after.Closed!.IsFailure()) return;
        var at = after.Decision.DecidedAt();
        if (at < _since) return;
        var (open, ended) = (Sight.Show(before), Sight.Show(after));
        if (_matches(open)) _tally.Remove(GroupKey.Of(open), at);
        if (_matches(ended)) _tally.Add(GroupKey.Of(ended), at);
    }

    public void Advance(DateTimeOffset time)
    {
        if (!_tally.Advance(time)) _since = time;
    }

    public LiveGroups Read(GroupBy by, GroupOrder order, int take, DateTimeOffset time)
    {
        Advance(time);
        var groups = MergedBy(by);
        var total = _tally.Others + groups.Sum(group => (long)group.Count.Total);
        var ordered = order == GroupOrder.Last
            ? groups.OrderByDescending(group => group.Count.Last).ThenBy(group => group.Count.Id)
            : groups.OrderByDescending(group => group.Count.Total).ThenBy(group => group.Count.Id);
        List<ConnectionGroup> shown = [.. ordered.Take(take).Select(group => Show(group.Key, group.Words, group.Count, by, total))];
        return new(shown, groups.Count - shown.Count, _tally.Others > 0, total, time - _since > GroupWindow.Length ? time - GroupWindow.Length : _since);
    }

    /// <summary>Merges groups that the viewer cannot or need not distinguish.</summary>
    private List<(GroupKey Key, string? Words, GroupCount Count)> MergedBy(GroupBy by)
    {
        if (Sight.SeesEverything && by == GroupBy.All) return [.. _tally.Groups.Select(group => (group.Key, (string?)null, group.Value))];
        var merged = new Dictionary<(GroupKey, string?), (GroupKey Key, string? Words, GroupCount Count)>();
        foreach (var (whole, count) in _tally.Groups)
        {
            var words = Knows(whole) || !by.HasFlag(GroupBy.Link) ? null : Sight.WordsFor(whole.Link);
            var key = (words is null ? whole : whole with { Link = null }).Keep(by);
            if (!merged.TryGetValue((key, words), out var group)) merged.Add((key, words), group = (key, words, new(count.Id)));
            group.Count.Merge(count);
        }

        return [.. merged.Values];
    }

    private bool Knows(in GroupKey key) => Sight.SeesEverything || ReasonTable.Describe(key.Reason).LinkIsListed || key.Link is not { } link || Sight.Knows(link);

    private ConnectionGroup Show(in GroupKey key, string? words, GroupCount count, GroupBy by, long total) => new(
        count.Id, by, key.Host, key.IsUnknownHost, key.Link,
        key.Link is not null || !by.HasFlag(GroupBy.Link) ? null : words ?? WordsFor(key.LinkKind),
        !by.HasFlag(GroupBy.Reason) ? null : key.Failure is { } failure ? ReasonTable.Describe(failure) : ReasonTable.Describe(key.Reason),
        key.Failure is not null, key.Outcome, count.Total, total == 0 ? 0 : (double)count.Total / total, count.First, count.Last, count.Line(_tally.NewestSlot))
    {
        IsHidden = words is not null,
    };

    private static string WordsFor(LinkIdentityKind kind) => kind switch { LinkIdentityKind.Malformed => "broken", LinkIdentityKind.Ambiguous => "several", _ => "none" };
}
