using System.Globalization;
using System.Text;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>A policy as numbers: no link ID, no host and no tenant.</summary>
internal static class PolicySummary
{
    public static string Of(PolicySnapshot policy)
    {
        var (resources, text) = (policy.Resources.ToList(), new StringBuilder());
        var grants = resources.SelectMany(static resource => resource.Links.Grants).ToList();
        Line(text, "revision", $"{policy.Revision}, compiled {policy.CreatedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC");
        Line(text, "hosts", $"{resources.Count}, disabled {resources.Count(static resource => resource.Disabled)}");
        foreach (var mode in Enum.GetValues<ResourceMode>()) Line(text, $"  {mode}", $"{resources.Count(resource => resource.Mode == mode)}");
        Line(text, "  Enforce, no link", $"{resources.Count(static resource => resource is { Mode: ResourceMode.Enforce, Links.Grants.Count: 0 })}");
        Line(text, "names", $"{resources.Sum(static resource => resource.Names.Count)}, wildcards {resources.Sum(static resource => resource.Names.Count(static name => name.StartsWith("*.", StringComparison.Ordinal)))}");
        Line(text, "tenants with hosts", $"{resources.Select(static resource => resource.TenantId).Distinct().Count()}");
        Line(text, "links", $"{grants.Count}, disabled {grants.Count(static grant => !grant.Enabled)}, most for one host {resources.Select(static resource => resource.Links.Grants.Count).DefaultIfEmpty().Max()}");
        foreach (var kind in grants.GroupBy(static grant => (grant.LinkId.Cloud, grant.Service)).OrderBy(static kind => kind.Key))
            Line(text, $"  {kind.Key.Cloud}, {kind.Key.Service}", $"{kind.Count()}");
        foreach (var upstream in resources.GroupBy(static resource => resource.Upstream.Id).OrderBy(static used => used.First().Upstream.Name, StringComparer.OrdinalIgnoreCase))
            Line(text, $"upstream {upstream.First().Upstream.Name}", $"hosts {upstream.Count()}, addresses {upstream.First().Upstream.Addresses.Count}, PROXY header {(upstream.First().Upstream.SendProxyHeader ? "sent" : "not sent")}");
        return text.ToString();
    }

    private static void Line(StringBuilder text, string name, FormattableString value) =>
        text.Append(CultureInfo.InvariantCulture, $"{name,-28} ").Append(value.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
