using System.Text.RegularExpressions;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>The PSC connection ID of GCP: a 64-bit number that both sides can read.</summary>
internal static partial class GcpLinkIdInput
{
    private const string Where = "It is pscConnectionId in the output of gcloud compute forwarding-rules describe.";

    public static LinkIdInputResult Parse(string text)
    {
        var found = ConnectionId().Matches(text).Select(match => match.Groups["number"].Value).Distinct().ToList();
        if (found.Count > 1)
            return LinkIdInputResult.Wrong($"This names {found.Count} connections ({Pasted.FirstOf(found)}). Paste the pscConnectionId of one.");

        var number = found.Count == 1 ? found[0] : text;
        if (!PastedNumber.TryRead(number, out var value)) return LinkIdInputResult.Wrong(Explain(text));
        if (value > ulong.MaxValue)
            return LinkIdInputResult.Wrong("This number has more than 64 bits. No link ID is that large: copy it again.");
        return LinkIdInputResult.Found(LinkId.Gcp((ulong)value), PastedNumber.ReadAs(text, value));
    }

    private static string Explain(string text) => Pasted.KindOf(text) switch
    {
        PastedKind.Nothing =>
            $"Paste the PSC connection ID, a number of up to 20 digits. {Where}",
        PastedKind.NegativeNumber =>
            "A connection ID is never negative: some tool has read it as a signed number. Copy it from gcloud's own output.",
        PastedKind.Unknown or PastedKind.GcpForwardingRule or PastedKind.GcpServiceAttachment when RuleId().IsMatch(text) =>
            $"This is the output for a forwarding rule, but its connection ID is missing; the id in it is another number. {Where}",
        PastedKind.GcpForwardingRule =>
            $"This is the name of your endpoint's forwarding rule. Wanted is its connection ID, a number. {Where}",
        PastedKind.GcpServiceAttachment =>
            $"This is the service that you connect to. Wanted is the connection ID of your own endpoint, a number. {Where}",
        PastedKind.Guid =>
            $"This is a GUID, as Azure uses them. A GCP connection ID is a number. {Where}",
        PastedKind.AwsEndpoint or PastedKind.AwsBrokenEndpoint or PastedKind.AwsService or PastedKind.AwsVpc
            or PastedKind.AwsNetworkInterface or PastedKind.AwsSubnet or PastedKind.AwsSecurityGroup =>
            "This belongs to AWS, and the chosen service is on GCP. Choose the service on AWS, or paste the connection ID, a number.",
        PastedKind.AzurePrivateEndpoint or PastedKind.AzureNetworkInterface or PastedKind.AzureService or PastedKind.AzureOtherResource =>
            "This belongs to Azure, and the chosen service is on GCP. Choose the service on Azure, or paste the connection ID, a number.",
        _ =>
            $"No connection ID is in this. It is a number of up to 20 digits; write hex with 0x in front. {Where}",
    };

    [GeneratedRegex("pscConnectionId[\"']?\\s*[:=]\\s*[\"']?(?<number>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionId();

    /// <summary>The rule's own <c>id</c>, in JSON or YAML: a number of the same size, and a different one.</summary>
    [GeneratedRegex("(?:^|[\\s{,])\"?id\"?\\s*:\\s*[\"']?[0-9]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RuleId();
}
