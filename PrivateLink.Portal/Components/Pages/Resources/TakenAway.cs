using System.Text.Json;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>What one save of a form removes for a resource's clients, what that denies, and how to undo it.</summary>
public sealed class TakenAway
{
    private readonly ResourceDraft _before;
    private readonly ResourceDraft _left;
    private readonly IReadOnlyList<string> _names;
    private readonly List<ListedLink> _links;
    private readonly List<ListedLink> _listed;

    internal TakenAway(ResourceDraft before, ResourceDraft left, IReadOnlyList<string> names, List<ListedLink> links, ResourceChoices choices)
    {
        (_before, _left, _names, _links) = (before, Copy(left), names, links);
        _listed = [.. ListedLink.In(left, choices)];
    }

    /// <summary>The version that the save creates. Undo leaves later saves unchanged.</summary>
    public required int Version { get; init; }

    /// <summary>The connections that are denied. Null if there are none: the host was disabled, or it does not require a link.</summary>
    public TrafficCut? Cut =>
        !_before.Enabled ? null
        : !_left.Enabled ? new("Disable the host for all its clients?", Links: null, IsAtMost: false)
        : _names.Count > 0 ? new($"Remove {Quantity.Count(_names.Count, "host name")}?", Links: null, IsAtMost: true)
        : _left.Mode == ResourceMode.Enforce && _links.Count > 0 ? CutOfLinks()
        : LeadsElsewhere ? new("Send the host to another upstream?", Links: null, IsAtMost: false) { LeadsElsewhere = true }
        : null;

    /// <summary>Whether a name or a link was removed. Otherwise something was disabled, or moved to another upstream.</summary>
    public bool IsRemoval => _names.Count > 0 || _links.Exists(link => !IsStillListed(link));

    private bool LeadsElsewhere => _before.UpstreamId != _left.UpstreamId;

    /// <summary>The resource after the save, with everything restored that it removed. What the save added stays, except a new host name that replaced the old one.</summary>
    public ResourceDraft PutBack()
    {
        var back = Copy(_left);
        (back.Enabled, back.KeepOff, back.Reason, back.UpstreamId) = (_left.Enabled || _before.Enabled, false, "", _before.UpstreamId);
        var aliases = _names.Where(name => name != Read(_before.Host)).ToList();
        if (_names.Contains(Read(_before.Host)))
        {
            if (NamesOf(_before).Contains(Read(_left.Host))) aliases.Add(Read(_left.Host));
            back.Host = _before.Host;
        }

        back.Aliases = AliasNames.Join([.. AliasNames.Split(_left.Aliases), .. aliases]);
        foreach (var link in _links)
        {
            // A link that is listed but disabled is enabled again: the list must not contain it twice.
            if (_listed.Find(listed => listed.Key == link.Key) is { } off) back.Links[off.Index].Enabled = true;
            else back.Links.Add(new LinkDraft { ServiceId = link.ServiceId, Text = link.LinkId.ToString() });
        }

        return back;
    }

    internal static IEnumerable<string> NamesOf(ResourceDraft draft) => AliasNames.Split(draft.Aliases).Prepend(draft.Host).Select(Read);

    internal static ResourceDraft Copy(ResourceDraft draft) => JsonSerializer.Deserialize<ResourceDraft>(JsonSerializer.Serialize(draft))!;

    private static string Read(string name) => HostInput.Parse(name).Host ?? name.Trim();

    private bool IsStillListed(ListedLink link) => _listed.Exists(listed => listed.Key == link.Key);

    private TrafficCut CutOfLinks()
    {
        var act = IsRemoval ? "Remove" : "Disable";
        return new(
            $"{act} {Quantity.Count(_links.Count, "private endpoint")}?",
            [.. _links.Select(link => link.LinkId).Distinct()],
            IsAtMost: _links.Exists(link => _listed.Exists(listed => listed.Enabled && listed.LinkId == link.LinkId)));
    }
}
