using System.Text.RegularExpressions;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>Recognises the identifiers of the three clouds by their form.</summary>
internal static partial class Pasted
{
    private const int MostNamed = 3;

    private static readonly char[] Wrapping = ['"', '\'', '`', ',', ';', '“', '”', '\u200B', '\uFEFF'];

    /// <summary>Quotation marks and commas come along when an ID is copied out of JSON or a table.</summary>
    public static string Strip(string text)
    {
        string before;
        do
        {
            before = text;
            text = text.Trim().Trim(Wrapping);
        }
        while (text != before);
        return text;
    }

    /// <summary>What the text is. The most telling form wins: an ARN of a VPC endpoint is an endpoint, not an ARN.</summary>
    public static PastedKind KindOf(string text)
    {
        if (text.Length == 0) return PastedKind.Nothing;
        if (PastedNumber.TryRead(text, out _)) return PastedKind.Number;
        if (NegativeNumber().IsMatch(text)) return PastedKind.NegativeNumber;
        if (BareGuid().IsMatch(text)) return PastedKind.Guid;
        return KindOfAzure(text) ?? KindOfGcp(text) ?? KindOfAws(text) ?? PastedKind.Unknown;
    }

    /// <summary>The first few of several IDs, for a sentence.</summary>
    public static string FirstOf(IReadOnlyCollection<string> ids) =>
        string.Join(", ", ids.Count > MostNamed ? ids.Take(MostNamed).Append("…") : ids);

    private static PastedKind? KindOfAws(string text)
    {
        if (AwsEndpointId().IsMatch(text)) return PastedKind.AwsEndpoint;
        if (AwsServiceId().IsMatch(text)) return PastedKind.AwsService;
        if (AwsObject().Match(text) is not { Success: true } match) return null;
        return match.Groups["kind"].Value.ToLowerInvariant() switch
        {
            "vpce" => PastedKind.AwsBrokenEndpoint,
            "vpc" => PastedKind.AwsVpc,
            "eni" => PastedKind.AwsNetworkInterface,
            "subnet" => PastedKind.AwsSubnet,
            _ => PastedKind.AwsSecurityGroup,
        };
    }

    private static PastedKind? KindOfAzure(string text)
    {
        if (AzureAlias().IsMatch(text)) return PastedKind.AzureService;
        if (AzureResource().Match(text) is not { Success: true } match) return null;
        return match.Groups["type"].Value.ToLowerInvariant() switch
        {
            "privateendpoints" => PastedKind.AzurePrivateEndpoint,
            "networkinterfaces" => PastedKind.AzureNetworkInterface,
            "privatelinkservices" => PastedKind.AzureService,
            _ => PastedKind.AzureOtherResource,
        };
    }

    private static PastedKind? KindOfGcp(string text)
    {
        if (GcpResource().Match(text) is not { Success: true } match) return null;
        return match.Groups["type"].Value == "forwardingRules" ? PastedKind.GcpForwardingRule : PastedKind.GcpServiceAttachment;
    }

    /// <summary>An AWS endpoint ID anywhere: alone, at the end of an ARN, at the beginning of a DNS name, in a command's output.</summary>
    [GeneratedRegex("(?<![0-9A-Za-z-])vpce-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    public static partial Regex AwsEndpointId();

    [GeneratedRegex("vpce-svc-[0-9a-f]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AwsServiceId();

    [GeneratedRegex("(?:^|[/:])(?<kind>vpce|vpc|eni|subnet|sg)-[0-9a-z-]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AwsObject();

    [GeneratedRegex(@"\.azure\.privatelinkservice$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AzureAlias();

    [GeneratedRegex(
        "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/(?<type>[A-Za-z]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex AzureResource();

    [GeneratedRegex("projects/[^/]+/(?:regions/[^/]+|global)/(?<type>forwardingRules|serviceAttachments)/", RegexOptions.CultureInvariant)]
    private static partial Regex GcpResource();

    [GeneratedRegex("^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BareGuid();

    [GeneratedRegex("^[-−][0-9]+$", RegexOptions.CultureInvariant)]
    private static partial Regex NegativeNumber();
}
