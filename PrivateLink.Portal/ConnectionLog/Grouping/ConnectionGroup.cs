using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Grouping;

/// <summary>Recent connections that share the same properties, as one viewer may see them.</summary>
/// <param name="Key">Stays the same while the group is counted; the key of a row.</param>
/// <param name="By">The properties that they share.</param>
/// <param name="Host">The host or server name; null if there was none, or if groups are not by host.</param>
/// <param name="IsUnknownHost">Whether the name is a server name of no known host.</param>
/// <param name="Link">The link ID, if there was exactly one and the viewer may know it.</param>
/// <param name="LinkWords">The text shown if there is no link ID to show.</param>
/// <param name="Reason">The reason, or how they failed; null if groups are not by reason.</param>
/// <param name="IsFailure">Whether <paramref name="Reason"/> says how they failed.</param>
/// <param name="Outcome">Their outcome.</param>
/// <param name="Count">How many.</param>
/// <param name="Share">The share of all connections that match the filter.</param>
/// <param name="First">The first connection since the last full window without any, as far as known.</param>
/// <param name="Last">The newest connection.</param>
/// <param name="Line">The count in each step of the window, oldest first.</param>
public sealed record ConnectionGroup(
    long Key, GroupBy By, string? Host, bool IsUnknownHost, LinkId? Link, string? LinkWords, ReasonDescription? Reason, bool IsFailure, Outcome Outcome,
    int Count, double Share, DateTimeOffset First, DateTimeOffset Last, IReadOnlyList<int> Line)
{
    /// <summary>Whether there is a link ID that the viewer may not know.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether both groups look the same in a row. Groups with the same key differ only in their numbers.</summary>
    public bool LooksLike(ConnectionGroup other) =>
        (Key, By, Count, Share, First, Last, Link, LinkWords) == (other.Key, other.By, other.Count, other.Share, other.First, other.Last, other.Link, other.LinkWords)
        && Line.SequenceEqual(other.Line);

    /// <summary>Narrows another filter to the connections of this group.</summary>
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

    /// <summary>A filter cannot ask for a hidden link ID.</summary>
    private FilterCondition? ConditionOfLink() => Link is { } link ? new(FilterField.Link, FilterRelation.Is, [link.ToString()])
        : IsHidden ? null : new(FilterField.Link, FilterRelation.Is, ["*"]) { IsNegated = true };
}
