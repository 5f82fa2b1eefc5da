using System.Text.Json;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>A resource as it was before its form was changed: what a save takes away, and the way back.</summary>
public sealed class SavedResource
{
    private readonly ResourceDraft _draft;

    private SavedResource(ResourceDraft draft) => _draft = draft;

    public static SavedResource Of(ResourceDraft draft) => new(Copy(draft));

    /// <summary>Whether every connection to it, or to one of its names, would be denied: it is switched off, or has another name.</summary>
    public bool LosesEverything(ResourceDraft now) =>
        _draft.Enabled && (!now.Enabled || !SameName(_draft.Host, now.Host) || NamesOf(_draft.Aliases).Except(NamesOf(now.Aliases), StringComparer.OrdinalIgnoreCase).Any());

    /// <summary>The links that were on and are gone or off.</summary>
    public IReadOnlyList<LinkId> LostLinks(ResourceDraft now, ResourceChoices choices) =>
        [.. LinksOf(_draft, choices).Except(LinksOf(now, choices))];

    /// <summary>The draft of the row as it is now, with what was taken away put back. The mode is left alone: it has ways of its own.</summary>
    public ResourceDraft PutBackInto(ResourceDraft now)
    {
        var back = Copy(now);
        (back.Host, back.Aliases, back.Enabled) = (_draft.Host, _draft.Aliases, _draft.Enabled);
        back.Links.Clear();
        foreach (var link in Copy(_draft).Links) back.Links.Add(link);
        return back;
    }

    private static IEnumerable<LinkId> LinksOf(ResourceDraft draft, ResourceChoices choices) =>
        from link in draft.Links
        where link.Enabled
        let cloud = choices.Services.FirstOrDefault(service => service.Id == link.ServiceId)?.Cloud
        where cloud is not null
        let id = LinkIdInput.Parse(cloud.Value, link.Text).LinkId
        where id is not null
        select id.Value;

    private static bool SameName(string left, string right) => string.Equals(left.Trim(), right.Trim(), StringComparison.OrdinalIgnoreCase);

    private static string[] NamesOf(string aliases) => aliases.Split([' ', ',', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries);

    private static ResourceDraft Copy(ResourceDraft draft) => JsonSerializer.Deserialize<ResourceDraft>(JsonSerializer.Serialize(draft))!;
}
