namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>One item that a person should look at.</summary>
/// <param name="IsUrgent">Whether connections fail because of it.</param>
/// <param name="Sentence">What it is.</param>
/// <param name="Remedy">What to do.</param>
/// <param name="Href">The page where to do it or see it; null if it is on no page.</param>
public sealed record AttentionItem(bool IsUrgent, string Sentence, string Remedy, string? Href)
{
    /// <summary>How important it is for the reader.</summary>
    public AttentionRank Rank { get; init; } = AttentionRank.Rest;

    /// <summary>When it happened.</summary>
    public AttentionTime When { get; init; } = AttentionTime.Now;

    /// <summary>
    /// Sorts items, the most important one first: by rank, then whether connections fail because of them, then by count. An urgent state that nobody
    /// counts, such as a closed port, comes before what is counted.
    /// </summary>
    public static IEnumerable<AttentionItem> InOrder(IEnumerable<AttentionItem> items) =>
        items.OrderBy(item => item.Rank).ThenByDescending(item => item.IsUrgent).ThenByDescending(item => item.When.Count ?? (item.IsUrgent ? long.MaxValue : 0));
}

/// <summary>How important an item is, the most important rank first.</summary>
public enum AttentionRank
{
    /// <summary>A host, an endpoint or a part of the service delivers nothing now.</summary>
    DeliversNothing,

    /// <summary>Only the reader's own side can mend it.</summary>
    OursToMend,

    /// <summary>Everything else that fails.</summary>
    Rest,

    /// <summary>The count of what is not named.</summary>
    More,

    /// <summary>Nothing fails because of it.</summary>
    Advice,

    /// <summary>It is over.</summary>
    Ended,
}
