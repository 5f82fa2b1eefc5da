using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>Connections of the last minutes that have the same in common, as one viewer may see them.</summary>
/// <param name="Key">The same as long as the group is counted: a row's key.</param>
/// <param name="By">What they have in common.</param>
/// <param name="Host">Host or server name; null where there was none, or where groups are not by host.</param>
/// <param name="IsUnknownHost">Whether the name is a server name that no host has.</param>
/// <param name="Link">The link ID when there was exactly one, and the viewer may know it.</param>
/// <param name="LinkWords">What stands for a link ID where none is shown.</param>
/// <param name="Reason">The reason, or how they failed; null where groups are not by reason.</param>
/// <param name="IsFailure">Whether <paramref name="Reason"/> is how they failed.</param>
/// <param name="Outcome">What became of them.</param>
/// <param name="Count">How many.</param>
/// <param name="Share">Of all that the filter takes.</param>
/// <param name="First">The first since they were last absent for the whole window, as far as it is known.</param>
/// <param name="Last">The newest.</param>
/// <param name="Line">How many in each step of the window, oldest first.</param>
public sealed record ConnectionGroup(
    long Key, GroupBy By, string? Host, bool IsUnknownHost, LinkId? Link, string? LinkWords, ReasonDescription? Reason, bool IsFailure, Outcome Outcome,
    int Count, double Share, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<int> Line)
{
    /// <summary>Whether there is a link ID that the viewer may not know.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether a row of both looks the same. Groups of one key differ in their numbers only.</summary>
    public bool LooksLike(ConnectionGroup other) =>
        (Key, By, Count, Share, First, Last, Link, LinkWords) == (other.Key, other.By, other.Count, other.Share, other.First, other.Last, other.Link, other.LinkWords)
        && Line.SequenceEqual(other.Line);

    /// <summary>The filter that takes the connections of this group among those of another filter.</summary>
    public ConnectionFilter Narrow(ConnectionFilter filter)
    {
        List<FilterCondition> own = [new(FilterField.Outcome, FilterRelation.Is, [Outcomes.CodeOf(Outcome)])];
        if (Reason is { } reason) own.Add(new(IsFailure ? FilterField.Ending : FilterField.Reason, FilterRelation.Is, [reason.Code]));
        if (By.HasFlag(GroupBy.Host)) own.AddRange(ConditionsOfHost());
        if (By.HasFlag(GroupBy.Link) && ConditionOfLink() is { } link) own.Add(link);
        return new([.. filter.Conditions.Where(condition => !own.Exists(other => other.Field == condition.Field)), .. own]);
    }

    private IEnumerable<FilterCondition> ConditionsOfHost() => Host is { } name
        ? [new(IsUnknownHost ? FilterField.ServerName : FilterField.Host, FilterRelation.Is, [name])]
        : [new(FilterField.ServerName, FilterRelation.Is, ["*"]) { IsNegated = true }];

    /// <summary>Nobody asks for a link ID that is hidden.</summary>
    private FilterCondition? ConditionOfLink() => Link is { } link ? new(FilterField.Link, FilterRelation.Is, [link.ToString()])
        : IsHidden ? null : new(FilterField.Link, FilterRelation.Is, ["*"]) { IsNegated = true };
}
