using System.Text.RegularExpressions;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>The LinkID of Azure: a 32-bit number that only the provider's side can read.</summary>
internal static partial class AzureLinkIdInput
{
    private const string Where = "Only the company sees it, as linkIdentifier of the connection on its Private Link Service: ask it for the number.";

    public static LinkIdInputResult Parse(string text)
    {
        var found = LinkIdentifier().Matches(text).Select(match => match.Groups["number"].Value).Distinct().ToList();
        if (found.Count > 1)
            return LinkIdInputResult.Wrong($"This names {found.Count} connections ({Pasted.FirstOf(found)}). Paste the linkIdentifier of one.");

        var number = found.Count == 1 ? found[0] : text;
        if (!PastedNumber.TryRead(number, out var value)) return LinkIdInputResult.Wrong(Explain(text));
        if (value > ulong.MaxValue)
            return LinkIdInputResult.Wrong("This number has more than 64 bits. No link ID is that large: copy it again.");
        if (value > uint.MaxValue)
            return LinkIdInputResult.Wrong(
                $"{value} is too large for an Azure LinkID, which is at most {uint.MaxValue}. It may be a GCP connection ID: then choose the service on GCP.");
        return LinkIdInputResult.Found(LinkId.Azure((uint)value), PastedNumber.ReadAs(text, value));
    }

    private static string Explain(string text) => Pasted.KindOf(text) switch
    {
        PastedKind.Nothing =>
            $"Type the LinkID, a number of up to ten digits. {Where}",
        PastedKind.NegativeNumber =>
            "A LinkID is never negative: some tool has read it as a signed number. Ask for the unsigned one.",
        PastedKind.Guid =>
            $"This is a GUID, probably the endpoint's resourceGuid. Wanted is the LinkID, a number. {Where}",
        PastedKind.AzurePrivateEndpoint =>
            $"This is the resource ID of your private endpoint. Wanted is the LinkID that belongs to it, a number. {Where}",
        PastedKind.AzureNetworkInterface =>
            $"This is the network interface of a private endpoint. Wanted is the endpoint's LinkID, a number. {Where}",
        PastedKind.AzureService =>
            $"This is the service that you connect to. Wanted is the LinkID of your own private endpoint, a number. {Where}",
        PastedKind.AzureOtherResource =>
            $"This is the resource ID of something else than a private endpoint. Wanted is the endpoint's LinkID, a number. {Where}",
        PastedKind.AwsEndpoint or PastedKind.AwsBrokenEndpoint or PastedKind.AwsService or PastedKind.AwsVpc
            or PastedKind.AwsNetworkInterface or PastedKind.AwsSubnet or PastedKind.AwsSecurityGroup =>
            "This belongs to AWS, and the chosen service is on Azure. Choose the service on AWS, or type the LinkID, a number.",
        PastedKind.GcpForwardingRule or PastedKind.GcpServiceAttachment =>
            "This belongs to GCP, and the chosen service is on Azure. Choose the service on GCP, or type the LinkID, a number.",
        _ =>
            $"No LinkID is in this. It is a number of up to ten digits; write hex with 0x in front. {Where}",
    };

    [GeneratedRegex("linkIdentifier[\"']?\\s*[:=]\\s*[\"']?(?<number>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkIdentifier();
}
