using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>Hosts and endpoints that went silent, or did for a time. If there are many, they have one cause, so only the largest are named.</summary>
internal static class OutageItems
{
    private const int MostNamed = 3;

    private static readonly ConnectionFilter NotDelivered = ConnectionFilter.Of(FilterField.Outcome, Outcomes.CodeOf(Outcome.Denied), Outcomes.CodeOf(Outcome.Failed));

    public static IEnumerable<AttentionItem> Of(IReadOnlyList<Outage> outages, TroubleWords words)
    {
        foreach (var alike in outages.Select(outage => (Outage: outage, Now: words.Of(outage))).ToLookup(each => each.Now.End is not null))
        {
            foreach (var (outage, now) in alike.OrderByDescending(each => each.Outage.Count).Take(MostNamed)) yield return Of(outage, words, now);
            if (alike.Count() - MostNamed is > 0 and var more) yield return More(more, hasEnded: alike.Key);
        }
    }

    private static AttentionItem Of(Outage outage, TroubleWords words, TroubleNow now)
    {
        var place = outage.Link is { } own ? $"Endpoint {SafeText.Of(own)}" : SafeText.Of(outage.Host ?? "");
        // An upstream that refuses, or a disabled host, fails over every path, so one of them says nothing.
        var isOfLink = outage.Why is ReasonRow { Family: ReasonFamily.Access };
        var through = isOfLink && outage.Link is null && outage.Cause?.LinkId is { } link ? $" on {SafeText.Of(link.ToString())}" : "";
        return new(
            IsUrgent: now.End is null,
            $"{place} {(now.End is null ? "stopped delivering" : "was not delivering")} connections: {outage.Why.Title}{through}{now.By}.",
            words.RemedyOf(outage.Why, now),
            TroubleWords.HrefOf(NotDelivered, outage.Host, outage.Link, outage.Listener))
        {
            Rank = now.End is null ? AttentionRank.DeliversNothing : AttentionRank.Ended,
            When = new(outage.Count, outage.Since, now.End is null ? outage.Last : null, Ended: now.End?.At),
        };
    }

    private static AttentionItem More(int count, bool hasEnded) => new(
        IsUrgent: false,
        $"{Quantity.Count(count, "more host or endpoint", "more hosts and endpoints")} {(hasEnded ? $"{(count == 1 ? "was" : "were")} not delivering" : "stopped delivering")} connections.",
        hasEnded ? "This has ended." : "Look for a common cause first: an upstream, a listener, or the last policy change.",
        ConnectionQuery.Href("connections", NotDelivered))
    {
        Rank = hasEnded ? AttentionRank.Ended : AttentionRank.DeliversNothing,
    };
}
