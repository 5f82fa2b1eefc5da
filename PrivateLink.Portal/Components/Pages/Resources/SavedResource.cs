using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>A resource as it was before its form was changed.</summary>
public sealed class SavedResource
{
    private readonly ResourceDraft _draft;
    private readonly int _version;

    private SavedResource(ResourceDraft draft, int version) => (_draft, _version) = (draft, version);

    public static SavedResource Of(ResourceDetail detail) => new(TakenAway.Copy(detail.Draft), detail.Version);

    public string Host => _draft.Host;

    /// <summary>Whether a save of the form switches the host or a link off, or keeps it off: the company says why.</summary>
    public bool IsSwitchedOffBy(ResourceDraft now, ResourceChoices choices)
    {
        if (!now.Enabled && (_draft.Enabled || (now.KeepOff && _draft.IsOffByTenant))) return true;
        var off = ListedLink.In(now, choices).Where(link => !link.Enabled).Select(link => link.Key).ToHashSet();
        return ListedLink.In(_draft, choices).Any(link => link.Enabled && off.Contains(link.Key));
    }

    /// <summary>What a save of the form takes away from its clients; null when nothing.</summary>
    public TakenAway? TakenBy(ResourceDraft now, ResourceChoices choices)
    {
        var names = TakenAway.NamesOf(_draft).Except(TakenAway.NamesOf(now)).ToList();
        var stay = ListedLink.In(now, choices).Where(link => link.Enabled).Select(link => link.Key).ToHashSet();
        var links = ListedLink.In(_draft, choices).Where(link => link.Enabled && !stay.Contains(link.Key)).ToList();
        return names.Count > 0 || links.Count > 0 || (_draft.Enabled && !now.Enabled) || _draft.UpstreamId != now.UpstreamId
            ? new(_draft, now, names, links, choices) { Version = _version + 1 }
            : null;
    }
}
