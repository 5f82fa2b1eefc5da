using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>
/// The most frequent denials and failures of the same kind to the same host, if a person can fix them. A host is named once for each reason. All other
/// kinds are counted, so that nothing is left out without a word.
/// </summary>
internal static class PatternItems
{
    /// <summary>A single denial is a typing mistake or a scan. Several of the same kind point to a configuration error.</summary>
    public const int Fewest = 3;

    private const int MostNamed = 3;

    private static readonly ReasonDescription HeaderMissing = ReasonTable.Describe(Reason.HeaderMissing);

    public static IEnumerable<AttentionItem> Of(TroubleReport troubles, Outcome outcome, TroubleWords words)
    {
        var patterns =
            from pattern in words.IsForTenant ? Merged(troubles.Patterns) : troubles.Patterns
            where pattern.Outcome == outcome && !troubles.Outages.Any(outage => IsOf(pattern, outage))
            where words.IsForTenant || pattern.Description != HeaderMissing || pattern.Count < Fewest // the line of the listener says so
            select (Pattern: pattern, Now: words.Of(pattern));
        var isRare = patterns.ToLookup(each => each.Pattern.Count < Fewest);
        var others = isRare[true].Select(each => each.Pattern).ToList();
        var isAnyNamed = false;
        foreach (var rank in isRare[false].GroupBy(each => each.Now.End is not null ? AttentionRank.Ended : RankOf(each.Pattern, words)))
        {
            var ordered = rank.OrderByDescending(each => each.Pattern.Count).ToList();
            foreach (var (pattern, now) in ordered.Take(MostNamed))
            {
                isAnyNamed = true;
                yield return Of(pattern, words, now) with { Rank = rank.Key };
            }

            others.AddRange(ordered.Skip(MostNamed).Select(each => each.Pattern));
        }

        if (others.Count > 0) yield return More(others, outcome, isAnyNamed);
    }

    private static bool IsOf(TroublePattern pattern, Outage outage) =>
        outage.Host is not null && outage.Host == pattern.Host && outage.Why == pattern.Description && !(pattern.Last > outage.Ended);

    /// <summary>A tenant's items name no listener, so the same trouble of one host on several listeners is one item.</summary>
    private static IEnumerable<TroublePattern> Merged(IEnumerable<TroublePattern> patterns) =>
        from pattern in patterns
        group pattern by (pattern.Outcome, pattern.Description, pattern.Host, Listener: pattern.Host is null ? pattern.Listener : null) into same
        let newest = same.MaxBy(pattern => pattern.Last)
        select newest with
        {
            Listener = same.Count() == 1 ? newest.Listener : null,
            Count = same.Sum(pattern => pattern.Count),
            Ended = same.All(pattern => pattern.Ended is not null) ? same.Max(pattern => pattern.Ended) : null,
        };

    private static AttentionItem Of(TroublePattern pattern, TroubleWords words, TroubleNow now)
    {
        var isFailure = pattern.Outcome == Outcome.Failed;
        var place = pattern.Host is not { } host ? $"listener {pattern.Listener}" : words.IsForTenant ? SafeText.Of(host) : $"{SafeText.Of(host)}, listener {pattern.Listener}";
        return new(
            IsUrgent: now.End is null && (isFailure || IsTotal(pattern.Description)),
            isFailure ? $"Allowed but not delivered, to {place}: {pattern.Description.Title}." : $"Denials on {place}: {pattern.Description.Title}.",
            words.RemedyOf(pattern.Description, now, isCustomerKnown: pattern.Newest is { TenantId: not null } or null),
            TroubleWords.HrefOf(
                ConnectionFilter.Of(pattern.Outcome).Including(isFailure ? FilterField.Ending : FilterField.Reason, pattern.Description.Code), pattern.Host, link: null, pattern.Listener))
        {
            When = AttentionTime.Recent(pattern.Count, now.End is null ? pattern.Last : null) with { Ended = now.End?.At },
        };
    }

    private static AttentionItem More(List<TroublePattern> others, Outcome outcome, bool isAnyNamed)
    {
        var more = isAnyNamed ? "more " : "";
        var what = outcome == Outcome.Failed ? "failure" : "denial";
        return new(
            IsUrgent: false,
            $"{Quantity.Count(others.Count, $"{more}kind of {what}", $"{more}kinds of {what}s")}.",
            "Open the list to see which.",
            ConnectionQuery.Href("connections", ConnectionFilter.Of(outcome)))
        {
            Rank = AttentionRank.More,
            When = AttentionTime.Recent(others.Sum(pattern => (long)pattern.Count), others.Max(pattern => pattern.Last)),
        };
    }

    /// <summary>Connections that are allowed and not delivered matter to both sides, although only one can mend them.</summary>
    private static AttentionRank RankOf(TroublePattern pattern, TroubleWords words) =>
        IsTotal(pattern.Description) ? AttentionRank.DeliversNothing
        : pattern.Outcome == Outcome.Failed || pattern.Description.Actor == (words.IsForTenant ? Actor.Customer : Actor.Company) ? AttentionRank.OursToMend : AttentionRank.Rest;

    /// <summary>A disabled host denies every connection.</summary>
    private static bool IsTotal(ReasonDescription description) => description.Code == ReasonTable.CodeOf(Reason.HostDisabled);
}
