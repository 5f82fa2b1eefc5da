using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>The VPC endpoint ID of AWS: <c>vpce-</c> and 17 (in old accounts 8) hex digits.</summary>
internal static class AwsLinkIdInput
{
    private const string Where = "It is under VPC > Endpoints, and in the output of aws ec2 describe-vpc-endpoints.";

    public static LinkIdInputResult Parse(string text)
    {
        var found = Pasted.AwsEndpointId().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct().ToList();
        if (found.Count > 1)
            return LinkIdInputResult.Wrong($"This names {found.Count} endpoints ({Pasted.FirstOf(found)}). Paste the ID of one.");
        if (found.Count == 1 && LinkId.TryParse(CloudProvider.Aws, found[0], out var linkId))
            return LinkIdInputResult.Found(linkId, TakenFrom(text, found[0]));
        return LinkIdInputResult.Wrong(Explain(text));
    }

    private static string? TakenFrom(string text, string id)
    {
        if (text.Equals(id, StringComparison.OrdinalIgnoreCase)) return null;
        if (text.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)) return "Taken from the ARN.";
        return text.Contains(".vpce.amazonaws.com", StringComparison.OrdinalIgnoreCase) && !text.Any(char.IsWhiteSpace)
            ? "Taken from the endpoint's DNS name."
            : "Taken from the text that you pasted.";
    }

    private static string Explain(string text) => Pasted.KindOf(text) switch
    {
        PastedKind.Nothing =>
            $"Paste the VPC endpoint ID, which starts with vpce-. {Where}",
        PastedKind.AwsBrokenEndpoint =>
            "This looks like a VPC endpoint ID, but not a whole one: behind vpce- there are 17 digits and letters from a to f (8 in old ones). "
            + "Copy it again.",
        PastedKind.AwsService =>
            $"This is the service that you connect to. Wanted is your own endpoint for it, which starts with vpce- and has no svc in it. {Where}",
        PastedKind.AwsVpc =>
            $"This is the ID of a VPC. Wanted is the endpoint inside it, which starts with vpce-. {Where}",
        PastedKind.AwsNetworkInterface =>
            $"This is one of the endpoint's network interfaces. Wanted is the endpoint itself, which starts with vpce-. {Where}",
        PastedKind.AwsSubnet =>
            $"This is the ID of a subnet. Wanted is the endpoint that has interfaces in it, which starts with vpce-. {Where}",
        PastedKind.AwsSecurityGroup =>
            $"This is the ID of a security group. Wanted is the endpoint that it protects, which starts with vpce-. {Where}",
        PastedKind.Number or PastedKind.NegativeNumber =>
            $"This is a number, as Azure and GCP use them. An AWS endpoint ID starts with vpce-. {Where}",
        PastedKind.Guid =>
            $"This is a GUID, as Azure uses them. An AWS endpoint ID starts with vpce-. {Where}",
        PastedKind.AzurePrivateEndpoint or PastedKind.AzureNetworkInterface or PastedKind.AzureService or PastedKind.AzureOtherResource =>
            "This belongs to Azure, and the chosen service is on AWS. Choose the service on Azure, or paste an ID that starts with vpce-.",
        PastedKind.GcpForwardingRule or PastedKind.GcpServiceAttachment =>
            "This belongs to GCP, and the chosen service is on AWS. Choose the service on GCP, or paste an ID that starts with vpce-.",
        _ =>
            $"No VPC endpoint ID is in this. It starts with vpce- and goes on with 17 digits and letters from a to f. {Where}",
    };
}
