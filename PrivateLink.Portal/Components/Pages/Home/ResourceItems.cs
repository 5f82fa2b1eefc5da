using PrivateLink.Portal.Components.Pages.Resources;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>What the settings of the resources show: hosts that no client can reach, shared upstreams, and hosts open to the internet.</summary>
internal static class ResourceItems
{
    public static IEnumerable<AttentionItem> OfUnreachable(IReadOnlyList<ResourceRow> resources) =>
        from resource in resources
        where ResourceTable.NobodyCanConnect(resource)
        select new AttentionItem(
            IsUrgent: true,
            $"No client can connect to {SafeText.Of(resource.Host)}.",
            "It is enforced, but it lists no enabled private endpoint.",
            $"resources/{resource.Id}");

    /// <summary>A client can ask for another host of the same upstream. An upstream that receives the authorised name can refuse it.</summary>
    public static IEnumerable<AttentionItem> OfSharedUpstreams(IReadOnlyList<ResourceRow> resources) =>
        from resource in resources
        where resource is { Enabled: true, UpstreamIsTold: false, Mode: not ResourceMode.Open }
        group resource by resource.Upstream into upstream
        where upstream.Select(LinksOf).Distinct().Count() > 1
        select new AttentionItem(
            IsUrgent: false,
            $"{Quantity.Count(upstream.Count(), "host")} with different links share the upstream {SafeText.Of(upstream.Key)}, which does not receive the authorised host name.",
            "A client of one host can ask the upstream for another. Send the upstream the authorised host and let it check, or give each host its own upstream.",
            "resources");

    /// <summary>
    /// Open is an explicit choice, so it is an item but not an alarm. The next step is the host's trial if a link is listed,
    /// or otherwise the first private endpoint.
    /// </summary>
    public static IEnumerable<AttentionItem> OfPublic(IReadOnlyList<ResourceRow> resources, bool isOurs)
    {
        foreach (var hosts in resources.Where(resource => resource is { Mode: ResourceMode.Open, Enabled: true }).ToLookup(resource => resource.Links.Any(link => link.Enabled)))
        {
            var names = $"{string.Join(", ", hosts.Take(3).Select(resource => SafeText.Of(resource.Host)))}{(hosts.Count() > 3 ? " …" : "")}";
            yield return hosts.Key
                ? new(IsUrgent: false, $"{Quantity.Count(hosts.Count(), "host")} open to the internet.",
                    $"{names}: preview what enforcing would block, then enforce on trial.", hosts.Count() == 1 ? $"resources/{hosts.First().Id}#enforcing" : "resources")
                : new(IsUrgent: false, $"{Quantity.Count(hosts.Count(), "host")} open to the internet, without a private endpoint.",
                    isOurs ? $"{names}: if only private links should connect, their customers must set up a first endpoint." : $"{names}: if only private links should connect, set up your first endpoint.",
                    isOurs ? "resources" : "connect");
        }
    }

    private static string LinksOf(ResourceRow resource) =>
        string.Join(' ', resource.Links.Where(link => link.Enabled).Select(link => $"{link.Service}/{link.LinkId}").Order(StringComparer.Ordinal));
}
