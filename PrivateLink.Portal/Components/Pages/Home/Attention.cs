using PrivateLink.Engine.Policy;
using PrivateLink.Portal.Components.Layout;
using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>Finds what needs attention in what the portal already knows, the urgent first.</summary>
public static class Attention
{
    private const int MostPatterns = 3;

    // A single denial is somebody's typing mistake or a scan; a few of the same kind are a configuration.
    private const int FewestDenials = 3;

    public static IReadOnlyList<AttentionItem> Find(EngineReport report, IReadOnlyList<ResourceRow> resources, IReadOnlyList<ConnectionEntry> recent) =>
    [
        .. new[] { OfEngine(report), OfListeners(report), OfResources(resources), OfSharedUpstreams(resources), OfDenials(recent) }
            .SelectMany(items => items)
            .OrderByDescending(item => item.IsUrgent),
    ];

    private static IEnumerable<AttentionItem> OfEngine(EngineReport report)
    {
        if (report.Condition != EngineCondition.Live)
            yield return new(IsUrgent: true, EngineConditionLook.Of(report.Condition).Meaning, "Look into the engine's log.", null);
        if (report.Policy.PendingError is { } why)
            yield return new(IsUrgent: true, "Saved changes are not enforced yet.", $"{why} The portal keeps trying.", null);
    }

    private static IEnumerable<AttentionItem> OfListeners(EngineReport report) =>
        from listener in report.Listeners
        where listener.TrustsEveryone
        select new AttentionItem(
            IsUrgent: false,
            $"Listener {listener.Name} believes the PROXY header of anyone.",
            "Whoever reaches the port can claim any link ID. Put the load balancer's networks into its TrustedSources.",
            null);

    private static IEnumerable<AttentionItem> OfResources(IReadOnlyList<ResourceRow> resources) =>
        from resource in resources
        where ResourceTable.NobodyCanConnect(resource)
        select new AttentionItem(
            IsUrgent: true,
            $"Nobody can connect to {SafeText.Of(resource.Host)}.",
            "It is enforced and lists no private endpoint that is switched on.",
            $"resources/{resource.Id}");

    /// <summary>Behind the engine a client can ask for another host of the same upstream; one that is told the authorised name can refuse.</summary>
    private static IEnumerable<AttentionItem> OfSharedUpstreams(IReadOnlyList<ResourceRow> resources) =>
        from resource in resources
        where resource is { Enabled: true, UpstreamIsTold: false, Mode: not ResourceMode.Open }
        group resource by resource.Upstream into upstream
        where upstream.Select(LinksOf).Distinct().Count() > 1
        select new AttentionItem(
            IsUrgent: false,
            $"{Quantity.Count(upstream.Count(), "host")} with different links share the upstream {SafeText.Of(upstream.Key)}, which is not told the authorised name.",
            "Behind the engine a client of one can ask for another. Have the upstream told and let it check, or give each host its own.",
            "resources");

    private static string LinksOf(ResourceRow resource) =>
        string.Join(' ', resource.Links.Where(link => link.Enabled).Select(link => $"{link.Service}/{link.LinkId}").Order(StringComparer.Ordinal));

    /// <summary>Denials of the same kind to the same host that somebody can do something about, the most frequent ones.</summary>
    private static IEnumerable<AttentionItem> OfDenials(IReadOnlyList<ConnectionEntry> recent)
    {
        var patterns =
            from entry in recent
            let decision = entry.Decision
            where decision.Verdict == Verdict.Denied && ReasonTable.Describe(decision.Reason).Actor != Actor.Nobody
            group entry by (decision.Reason, Place: decision.Host ?? decision.Listener) into pattern
            let count = pattern.Count()
            where count >= FewestDenials
            orderby count descending
            select OfPattern(ReasonTable.Describe(pattern.Key.Reason), pattern.Key.Place, count);
        return patterns.Take(MostPatterns);
    }

    private static AttentionItem OfPattern(ReasonDescription reason, string place, int count) => new(
        IsUrgent: false,
        $"{Quantity.Count(count, "denial")} on {SafeText.Of(place)}: {reason.Title}.",
        reason.Remedy,
        $"connections?verdict=denied&q={Uri.EscapeDataString(reason.Code)}");
}
