using System.Globalization;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Portal.Clouds.Zones;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Publishing;

/// <summary>Validates the form of a private link service by the rules of its cloud. Pure; called while a person types, and again by the service.</summary>
public sealed class ServiceForm
{
    private static readonly char[] BetweenValues = [',', ';', ' ', '\t', '\r', '\n'];

    private readonly Dictionary<string, string> _errors = [];

    private ServiceForm()
    {
    }

    /// <summary>One error by field.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    public string Alias { get; private set; } = "";

    public string Region { get; private set; } = "";

    public string? CloudResourceId { get; private set; }

    public IReadOnlyList<string> ZoneIds { get; private set; } = [];

    public IReadOnlyList<string> SupportedRegions { get; private set; } = [];

    public IReadOnlyList<string> Ports { get; private set; } = [];

    public string? PrivateDnsName { get; private set; }

    public static ServiceForm Read(ServiceDraft draft)
    {
        var form = new ServiceForm();
        if (draft.Name.Trim().Length is 0 or > PrivateLinkService.NameLength)
            form._errors[nameof(draft.Name)] = $"Give it a name of 1 to {PrivateLinkService.NameLength} characters: listeners refer to it by this name.";
        if (draft.Instructions.Length > PrivateLinkService.InstructionsLength)
            form._errors[nameof(draft.Instructions)] = $"Use at most {PrivateLinkService.InstructionsLength} characters.";
        if (!Enum.IsDefined(draft.Acceptance)) form._errors[nameof(draft.Acceptance)] = "Choose which accounts the service accepts.";
        form.ReadPorts(draft);
        form.ReadPrivateDnsName(draft);
        if (draft.Cloud is { } cloud) form.ReadAlias(cloud, draft);
        else form._errors[nameof(draft.Cloud)] = "Choose the cloud.";
        return form;
    }

    private void ReadAlias(CloudProvider cloud, ServiceDraft draft)
    {
        var alias = KnownClouds.Of(cloud).ProviderSide.ReadAlias(draft.Alias);
        if (alias.Error is { } error)
        {
            _errors[nameof(draft.Alias)] = error;
            return;
        }

        (Alias, Region) = (alias.Alias!, alias.Region!);
        var known = KnownClouds.Of(cloud);
        ReadResourceId(known.ProviderSide, draft);
        if (known.Zones is { } zones) ReadZones(zones, draft);
        if (known.Regions.AreOpenedByService) ReadOtherRegions(known.Regions, draft);
    }

    private void ReadResourceId(IProviderSide side, ServiceDraft draft)
    {
        var text = draft.CloudResourceId.Trim();
        if (text.Length == 0) return;
        if (text.Length > PrivateLinkService.CloudResourceIdLength || !side.IsResourceId(text)) _errors[nameof(draft.CloudResourceId)] = side.ResourceIdForm ?? "The service name already contains it. Leave it empty.";
        else CloudResourceId = text;
    }

    private void ReadZones(ICloudZones zones, ServiceDraft draft)
    {
        ZoneIds = Words(draft.ZoneIds);
        if (zones.MistakeIn(Region, ZoneIds, draft.Published) is { } mistake) _errors[nameof(draft.ZoneIds)] = mistake;
    }

    private void ReadOtherRegions(ICloudRegions regions, ServiceDraft draft)
    {
        SupportedRegions = [.. Words(draft.SupportedRegions).Where(region => region != Region)];
        var mistake = SupportedRegions.Select(region => regions.Read(region).Error).FirstOrDefault(error => error is not null)
            ?? SupportedRegions.Select(region => regions.MistakeInOpening(Region, region)).FirstOrDefault(error => error is not null);
        if (mistake is not null) _errors[nameof(draft.SupportedRegions)] = mistake;
    }

    private void ReadPorts(ServiceDraft draft)
    {
        Ports = Words(draft.Ports);
        if (Ports.Count == 0) _errors[nameof(draft.Ports)] = "Enter the TCP ports, such as 443.";
        else if (Ports.FirstOrDefault(port => !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65_535) is { } wrong)
            _errors[nameof(draft.Ports)] = $"'{wrong}' is no TCP port: 1 to 65535.";
    }

    private void ReadPrivateDnsName(ServiceDraft draft)
    {
        if (draft.PrivateDnsName.Trim().Length == 0) return;
        var (name, error) = HostInput.Parse(draft.PrivateDnsName);
        PrivateDnsName = name;
        if (error is not null) _errors[nameof(draft.PrivateDnsName)] = error;
        else if (draft.Cloud is { } cloud && KnownClouds.Of(cloud).ProviderSide.MistakeInPrivateDnsName(name!) is { } mistake)
            _errors[nameof(draft.PrivateDnsName)] = mistake;
    }

    private static IReadOnlyList<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split(BetweenValues, StringSplitOptions.RemoveEmptyEntries).Distinct()];
}
