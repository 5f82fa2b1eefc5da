using System.Globalization;
using System.Text.RegularExpressions;
using PrivateLink.Engine.Links;
using PrivateLink.Portal.Clouds;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Resources;

namespace PrivateLink.Portal.Publishing;

/// <summary>Reads the form of a private link service, by the rules of its cloud. Pure; asked while somebody types and again by the service.</summary>
public sealed partial class ServiceForm
{
    private static readonly char[] BetweenValues = [',', ';', ' ', '\t', '\r', '\n'];

    private readonly Dictionary<string, string> _errors = [];

    private ServiceForm()
    {
    }

    /// <summary>One sentence by field.</summary>
    public IReadOnlyDictionary<string, string> Errors => _errors;

    public string Alias { get; private set; } = "";

    public string Region { get; private set; } = "";

    public IReadOnlyList<string> ZoneIds { get; private set; } = [];

    public IReadOnlyList<string> SupportedRegions { get; private set; } = [];

    public IReadOnlyList<string> Ports { get; private set; } = [];

    public string? PrivateDnsName { get; private set; }

    public static ServiceForm Read(ServiceDraft draft)
    {
        var form = new ServiceForm();
        if (draft.Name.Trim().Length is 0 or > PrivateLinkService.NameLength)
            form._errors[nameof(draft.Name)] = $"Give it a name of 1 to {PrivateLinkService.NameLength} characters: listeners are bound to it by this name.";
        if (draft.Instructions.Length > PrivateLinkService.InstructionsLength)
            form._errors[nameof(draft.Instructions)] = $"Say it in at most {PrivateLinkService.InstructionsLength} characters.";
        if (!Enum.IsDefined(draft.Acceptance)) form._errors[nameof(draft.Acceptance)] = "Choose whom the service takes.";
        form.ReadPorts(draft);
        form.ReadPrivateDnsName(draft);
        if (draft.Cloud is { } cloud) form.ReadAlias(cloud, draft);
        else form._errors[nameof(draft.Cloud)] = "Choose the cloud.";
        return form;
    }

    private void ReadAlias(CloudProvider cloud, ServiceDraft draft)
    {
        var alias = AliasInput.Parse(cloud, draft.Alias);
        if (alias.Error is { } error)
        {
            _errors[nameof(draft.Alias)] = error;
            return;
        }

        (Alias, Region) = (alias.Alias!, alias.Region!);
        if (cloud == CloudProvider.Aws) ReadZones(draft);
    }

    private void ReadZones(ServiceDraft draft)
    {
        var prefix = AwsRegion.Find(Region)?.ZonePrefix;
        ZoneIds = Words(draft.ZoneIds);
        if (ZoneIds.FirstOrDefault(id => !ZoneId().IsMatch(id)) is { } wrong)
            _errors[nameof(draft.ZoneIds)] = $"'{wrong}' is no zone ID. One reads like use1-az4; names like us-east-1a differ from account to account.";
        else if (prefix is not null && ZoneIds.FirstOrDefault(id => !id.StartsWith(prefix + "-", StringComparison.Ordinal)) is { } foreign)
            _errors[nameof(draft.ZoneIds)] = $"{foreign} is not in {Region}, whose zone IDs start with {prefix}-.";
        else if (ZoneIds.Count == 0 && draft.Published)
            _errors[nameof(draft.ZoneIds)] = "Name the zones of the load balancer, by ID: customers of the same region need one in common.";

        SupportedRegions = [.. Words(draft.SupportedRegions).Where(region => region != Region)];
        if (SupportedRegions.Select(region => (Text: region, Reading: AwsForm.Region(region))).FirstOrDefault(region => region.Reading.Error is not null) is { Reading.Error: { } error })
            _errors[nameof(draft.SupportedRegions)] = error;
        else if (SupportedRegions.FirstOrDefault(region => AwsRegion.PartitionOf(region) != AwsRegion.PartitionOf(Region)) is { } other)
            _errors[nameof(draft.SupportedRegions)] = $"{other} is in another partition of AWS than {Region}. Endpoints never cross between them.";
    }

    private void ReadPorts(ServiceDraft draft)
    {
        Ports = Words(draft.Ports);
        if (Ports.Count == 0) _errors[nameof(draft.Ports)] = "Name the TCP ports, such as 443.";
        else if (Ports.FirstOrDefault(port => !int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is 0 or > 65_535) is { } wrong)
            _errors[nameof(draft.Ports)] = $"'{wrong}' is no TCP port: 1 to 65535.";
    }

    private void ReadPrivateDnsName(ServiceDraft draft)
    {
        if (draft.PrivateDnsName.Trim().Length == 0) return;
        var (name, error) = HostInput.Parse(draft.PrivateDnsName);
        PrivateDnsName = name;
        if (error is not null) _errors[nameof(draft.PrivateDnsName)] = error;
        else if (draft.Cloud == CloudProvider.Azure) _errors[nameof(draft.PrivateDnsName)] = "Azure makes no names for services like this one. Leave it empty.";
        else if (draft.Cloud == CloudProvider.Gcp && name!.StartsWith("*.", StringComparison.Ordinal))
            _errors[nameof(draft.PrivateDnsName)] = "GCP puts the endpoint's name in front of the domain. Type the domain alone.";
    }

    private static IReadOnlyList<string> Words(string text) =>
        [.. text.ToLowerInvariant().Split(BetweenValues, StringSplitOptions.RemoveEmptyEntries).Distinct()];

    [GeneratedRegex("^[a-z]{3,6}[0-9]-az[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneId();
}
