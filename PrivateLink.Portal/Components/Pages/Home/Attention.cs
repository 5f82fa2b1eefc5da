using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.ConnectionLog.Troubles;
using PrivateLink.Portal.Operations;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>Finds what needs attention in the data that the portal already has. <see cref="AttentionItem.InOrder"/> ranks it.</summary>
public static class Attention
{
    public static IReadOnlyList<AttentionItem> Find(
        EngineReport report, IReadOnlyList<ResourceRow> resources, TroubleReport troubles, OperationsFacts? operations = null, bool tellsPublic = true,
        Func<ConnectionView, TroubleNow>? nowOf = null)
    {
        var isForTenant = operations is null;
        var ofCompany = isForTenant ? AttentionRank.Rest : AttentionRank.OursToMend;
        var words = new TroubleWords(isForTenant, nowOf ?? (static _ => TroubleNow.NotKnown));
        return
        [
            .. AttentionItem.InOrder(
            [
                .. As(AttentionRank.DeliversNothing, [.. EngineItems.OfCondition(report, isForTenant), .. OperationsItems.OfTotal(operations), .. ResourceItems.OfUnreachable(resources)]),
                .. OutageItems.Of(troubles.Outages, words),
                .. As(ofCompany, [.. EngineItems.OfFaults(report), .. OperationsItems.OfOperations(operations)]),
                .. PatternItems.Of(troubles, Outcome.Failed, words), .. PatternItems.Of(troubles, Outcome.Denied, words),
                .. OperationsItems.OfPast(operations),
                .. As(
                    AttentionRank.Advice,
                    [.. EngineItems.OfListeners(report), .. ResourceItems.OfSharedUpstreams(resources), .. tellsPublic ? ResourceItems.OfPublic(resources, !isForTenant) : []]),
            ]),
        ];
    }

    private static IEnumerable<AttentionItem> As(AttentionRank rank, IEnumerable<AttentionItem> items) => items.Select(item => item with { Rank = rank });
}
