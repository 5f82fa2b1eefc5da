using System.Text.Json;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.PrivateEndpoints;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Pages.Resources;

/// <summary>The state of a resource's form besides its fields: messages while typing, errors of the last save, unsaved changes.</summary>
public sealed class ResourceEditor
{
    private readonly Dictionary<string, string> _errors = [];
    private string _saved;
    private ResourceMode? _savedMode;

    public ResourceEditor(ResourceDraft draft, ResourceChoices choices)
    {
        Draft = draft;
        Choices = choices;
        _saved = Fingerprint();
        _savedMode = draft.Mode;
    }

    public ResourceDraft Draft { get; }

    public ResourceChoices Choices { get; }

    /// <summary>Why the company disabled links.</summary>
    public IReadOnlyList<WhyLinkOff> WhyLinksOff { get; init; } = [];

    /// <summary>After a removal, the next link moves under the pointer.</summary>
    public Settling Removed { get; } = new();

    public bool HasChanges => Fingerprint() != _saved;

    /// <summary>The link that another page offered to list.</summary>
    public LinkDraft? Offered { get; private set; }

    /// <summary>Whether the offered link is in the form and not saved yet.</summary>
    public bool IsOfferOpen => Offered is { } offered && HasChanges && Draft.Links.Contains(offered);

    /// <summary>An enforced resource without an enabled link denies every client.</summary>
    public bool NobodyCanConnect => Draft.Mode == ResourceMode.Enforce && !Draft.Links.Any(link => link is { Enabled: true, IsEndpointOff: false });

    /// <summary>The mode of the resource as it is saved; null for a new one.</summary>
    public ResourceMode? SavedMode => _savedMode;

    /// <summary>Whether the chosen mode is less strict than the saved one.</summary>
    public bool Loosens => Draft.Mode < _savedMode;

    /// <summary>Whether a reason is required. With a wildcard, only the last save can know that the change loosens the policy.</summary>
    public bool AsksReason => Loosens || ErrorOf(Field.Reason) is not null || Draft.Reason.Length > 0;

    /// <summary>The error sentence of the last save for a field.</summary>
    public string? ErrorOf(string field) => _errors.GetValueOrDefault(field);

    /// <summary>How many saves were refused because of a field.</summary>
    public int Refusals { get; private set; }

    public bool HasErrors => _errors.Count > 0;

    /// <summary>The error sentence below the host while the person types; null before the first character.</summary>
    public string? HostError => ErrorOf(Field.Host) ?? (Draft.Host.Length == 0 ? null : HostInput.Parse(Draft.Host).Error);

    /// <summary>What the text of a link is recognised as; null if there is no text.</summary>
    public LinkIdInputResult? Recognise(LinkDraft link) =>
        CloudOf(link) is { } cloud && link.Text.Length > 0 ? LinkIdInput.Parse(cloud, link.Text) : null;

    public CloudProvider? CloudOf(LinkDraft link) => Choices.Services.FirstOrDefault(service => service.Id == link.ServiceId)?.Cloud;

    public void SetHost(string host)
    {
        Draft.Host = host;
        _errors.Remove(Field.Host);
    }

    public void SetAliases(string aliases)
    {
        Draft.Aliases = aliases ?? "";
        _errors.Remove(Field.Aliases);
    }

    public void SetTenant(Guid? tenant)
    {
        Draft.TenantId = tenant;
        _errors.Remove(Field.Tenant);
    }

    public void SetUpstream(Guid? upstream)
    {
        Draft.UpstreamId = upstream;
        _errors.Remove(Field.Upstream);
    }

    public void SetMode(ResourceMode mode)
    {
        Draft.Mode = mode;
        _errors.Remove(Field.Mode);
    }

    public void SetReason(string reason)
    {
        Draft.Reason = reason;
        _errors.Remove(Field.Reason);
    }

    public void SetLinkService(LinkDraft link, Guid? service)
    {
        link.ServiceId = service;
        ForgetLinkErrors();
    }

    public void SetLinkText(LinkDraft link, string text)
    {
        link.Text = text;
        ForgetLinkErrors();
    }

    /// <summary>Adds a link. If there is only one service, it is already selected.</summary>
    public void AddLink()
    {
        Draft.Links.Add(new LinkDraft { ServiceId = Choices.Services is [var only] ? only.Id : null });
        ForgetLinkErrors();
    }

    /// <summary>Fills in a link that the host does not list yet. It does not save it.</summary>
    public void Offer(OfferedLink link)
    {
        // Do not select the only service by default. A link under the wrong service would allow no one.
        var service = Choices.Services.FirstOrDefault(service => service.Cloud == link.LinkId.Cloud && service.Id == link.ServiceId);
        if (ListedLink.In(Draft, Choices).Any(listed => listed.LinkId == link.LinkId && (service is null || listed.ServiceId == service.Id))) return;
        Offered = new() { ServiceId = service?.Id, Text = link.LinkId.ToString() };
        Draft.Links.Add(Offered);
    }

    public void RemoveLink(LinkDraft link)
    {
        Draft.Links.Remove(link);
        Removed.Begin();
        ForgetLinkErrors();
    }

    public void MarkSaved()
    {
        Draft.Reason = "";
        _saved = Fingerprint();
        _savedMode = Draft.Mode;
        _errors.Clear();
    }

    public void Show(IReadOnlyDictionary<string, string> errors)
    {
        _errors.Clear();
        foreach (var (field, sentence) in errors) _errors[field] = sentence;
        Refusals++;
    }

    // The paths of links contain their index. After any change to the list they would name the wrong row.
    private void ForgetLinkErrors()
    {
        foreach (var field in _errors.Keys.Where(Field.IsLink).ToList()) _errors.Remove(field);
    }

    private string Fingerprint() => JsonSerializer.Serialize(Draft);

    /// <summary>The field paths in the service's error messages.</summary>
    public static class Field
    {
        public const string Tenant = nameof(ResourceDraft.TenantId);
        public const string Host = nameof(ResourceDraft.Host);
        public const string Aliases = nameof(ResourceDraft.Aliases);
        public const string Mode = nameof(ResourceDraft.Mode);
        public const string Reason = nameof(ResourceDraft.Reason);
        public const string Upstream = nameof(ResourceDraft.UpstreamId);
        public const string Enabled = nameof(ResourceDraft.Enabled);
        public const string Links = nameof(ResourceDraft.Links);

        public static string LinkService(int index) => $"{nameof(ResourceDraft.Links)}[{index}].{nameof(LinkDraft.ServiceId)}";

        public static string LinkText(int index) => $"{nameof(ResourceDraft.Links)}[{index}].{nameof(LinkDraft.Text)}";

        public static bool IsLink(string field) => field.StartsWith(nameof(ResourceDraft.Links), StringComparison.Ordinal);
    }
}
