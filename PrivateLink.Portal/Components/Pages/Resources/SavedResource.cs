using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>A resource as it was before its form was changed.</summary>
public sealed class SavedResource
{
    private readonly ResourceDraft _draft;
    private readonly int _version;
    private readonly bool _isCompany;

    private SavedResource(ResourceDraft draft, int version, bool isCompany) => (_draft, _version, _isCompany) = (draft, version, isCompany);

    public static SavedResource Of(ResourceDetail detail, bool isCompany) => new(TakenAway.Copy(detail.Draft), detail.Version, isCompany);

    public string Host => _draft.Host;

    /// <summary>Whether saving the form disables the host or a link, or keeps it disabled. Then the company must give a reason.</summary>
    public bool IsSwitchedOffBy(ResourceDraft now, ResourceChoices choices)
    {
        if (!now.Enabled && (_draft.Enabled || (now.KeepOff && _draft.IsOffByTenant))) return true;
        var off = OffByCompany(now, choices);
        return ListedLink.In(_draft, choices).Any(link => link.Enabled && off.Contains(link.LinkId));
    }

    /// <summary>What saving the form removes for the clients; null if it removes nothing.</summary>
    public TakenAway? TakenBy(ResourceDraft now, ResourceChoices choices)
    {
        var left = LeftBy(now, choices);
        var names = TakenAway.NamesOf(_draft).Except(TakenAway.NamesOf(now)).ToList();
        var stay = ListedLink.In(left, choices).Where(link => link.Enabled).Select(link => link.Key).ToHashSet();
        var links = ListedLink.In(_draft, choices).Where(link => link.Enabled && !stay.Contains(link.Key)).ToList();
        return names.Count > 0 || links.Count > 0 || (_draft.Enabled && !now.Enabled) || _draft.UpstreamId != now.UpstreamId
            ? new(_draft, left, names, links, choices) { Version = _version + 1 }
            : null;
    }

    /// <summary>The form after it is saved.</summary>
    private ResourceDraft LeftBy(ResourceDraft now, ResourceChoices choices)
    {
        var (left, off) = (TakenAway.Copy(now), OffByCompany(now, choices));
        foreach (var link in ListedLink.In(now, choices).Where(link => off.Contains(link.LinkId))) left.Links[link.Index].Enabled = false;
        return left;
    }

    /// <summary>The company disables the link under every service that the host lists it for. A tenant disables one row.</summary>
    private HashSet<LinkId> OffByCompany(ResourceDraft now, ResourceChoices choices)
    {
        if (!_isCompany) return [];
        var was = ListedLink.In(_draft, choices).Where(link => !link.Enabled).Select(link => link.Key).ToHashSet();
        return [.. ListedLink.In(now, choices).Where(link => !link.Enabled && !was.Contains(link.Key)).Select(link => link.LinkId)];
    }
}
