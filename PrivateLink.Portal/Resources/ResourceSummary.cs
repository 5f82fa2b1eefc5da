using System.Text.Json.Serialization;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Resources;

/// <summary>Writes one line for the list of revisions: what a save changed in a resource.</summary>
internal static class ResourceSummary
{
    public static string OfNew(Resource resource) =>
        $"{resource.Host}: created, {resource.Mode}, {Count(resource.AllowedLinks.Count, "link")}";

    public static string OfChange(Facts before, Facts after)
    {
        var changes = new List<string>();
        if (before.Host != after.Host) changes.Add($"renamed from {before.Host}");
        changes.AddRange(after.Aliases.Except(before.Aliases).Select(name => $"alias {name} added"));
        changes.AddRange(before.Aliases.Except(after.Aliases).Select(name => $"alias {name} removed"));
        if (before.Mode != after.Mode) changes.Add($"{before.Mode} to {after.Mode}");
        if (before.Enabled != after.Enabled) changes.Add(after.Enabled ? "enabled" : "disabled");
        else if (after.KeptOff && !before.KeptOff) changes.Add("kept disabled by the company");
        if (before.UpstreamId != after.UpstreamId) changes.Add("upstream changed");
        changes.AddRange(after.Links.Keys.Except(before.Links.Keys).Select(link => $"{link} added"));
        changes.AddRange(before.Links.Keys.Except(after.Links.Keys).Select(link => $"{link} removed"));
        changes.AddRange(after.Links
            .Where(link => before.Links.TryGetValue(link.Key, out var enabled) && enabled != link.Value)
            .Select(link => link.Value ? $"{link.Key} enabled" : $"{link.Key} disabled"));
        return $"{after.Host}: {(changes.Count == 0 ? "saved without changes" : string.Join(", ", changes))}{(after.Reason is null ? "" : $" (reason: {after.Reason})")}";
    }

    private static string Count(int count, string what) => count == 1 ? $"1 {what}" : $"{count} {what}s";

    /// <summary>The facts of a resource at one moment that affect connections, and who disabled it.</summary>
    public sealed record Facts(string Host, IReadOnlyList<string> Aliases, ResourceMode Mode, bool Enabled, bool KeptOff, Guid UpstreamId, IReadOnlyDictionary<string, bool> Links)
    {
        /// <summary>Why it was loosened; null if it was not.</summary>
        [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
        public string? Reason { get; init; }

        public static Facts Of(Resource resource) => new(
            resource.Host,
            [.. resource.Aliases.Select(alias => alias.Host).Order(StringComparer.Ordinal)],
            resource.Mode,
            resource.Enabled,
            resource.SwitchedOffByCompany,
            resource.UpstreamId,
            resource.AllowedLinks
                .Where(link => link.PrivateEndpoint.LinkId is not null)
                .GroupBy(link => link.PrivateEndpoint.LinkId!)
                .ToDictionary(links => links.Key, links => links.Any(link => link.Enabled)));
    }
}
