namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Connections of a short while by what became of them, each with what was said of it most often: enough to say it in a sentence.</summary>
/// <param name="Outcomes">Those that occurred.</param>
/// <param name="IsAtLeast">Whether more came than were looked at.</param>
public sealed record SpokenTally(IReadOnlyList<TalliedOutcome> Outcomes, bool IsAtLeast)
{
    public static SpokenTally Nothing { get; } = new([], IsAtLeast: false);

    /// <param name="seen">Each connection's outcome, and the title of its reason or ending.</param>
    /// <param name="isAtLeast">Whether more came than these.</param>
    public static SpokenTally Of(IEnumerable<(Outcome Outcome, string Title)> seen, bool isAtLeast) => new(
        [
            .. from each in seen
               group each.Title by each.Outcome into same
               let titles = same.CountBy(title => title).OrderByDescending(title => title.Value).ToList()
               select new TalliedOutcome(same.Key, same.Count(), titles[0].Key, titles.Count > 1),
        ],
        isAtLeast);
}

/// <param name="Title">The most frequent reason or ending of these.</param>
/// <param name="HasOthers">Whether some have another.</param>
public sealed record TalliedOutcome(Outcome Outcome, long Connections, string Title, bool HasOthers);
