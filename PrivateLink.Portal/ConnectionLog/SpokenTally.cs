namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Connections of a short period by outcome, each with its most frequent reason or ending: enough for one sentence.</summary>
/// <param name="Outcomes">The outcomes that occurred.</param>
/// <param name="IsAtLeast">Whether there were more than the number examined.</param>
public sealed record SpokenTally(IReadOnlyList<TalliedOutcome> Outcomes, bool IsAtLeast)
{
    public static SpokenTally Nothing { get; } = new([], IsAtLeast: false);

    /// <param name="seen">Each connection's outcome, and the title of its reason or ending.</param>
    /// <param name="isAtLeast">Whether there were more than these.</param>
    public static SpokenTally Of(IEnumerable<(Outcome Outcome, string Title)> seen, bool isAtLeast) => new(
        [
            .. from each in seen
               group each.Title by each.Outcome into same
               let titles = same.CountBy(title => title).OrderByDescending(title => title.Value).ToList()
               select new TalliedOutcome(same.Key, same.Count(), titles[0].Key, titles.Count > 1),
        ],
        isAtLeast);
}

/// <param name="Title">The most frequent reason or ending among them.</param>
/// <param name="HasOthers">Whether some have a different one.</param>
public sealed record TalliedOutcome(Outcome Outcome, long Connections, string Title, bool HasOthers);
