using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>The VPC endpoint ID of AWS: <c>vpce-</c> and 17 (in old accounts 8) hex digits.</summary>
internal sealed partial class AwsLinkIds : ILinkIds
{
    private const string Where = "It is under VPC > Endpoints, and in the output of aws ec2 describe-vpc-endpoints.";

    public string WhatToPaste => "Paste the ID, an ARN, a DNS name, or the whole output.";

    public string Wanted => "paste an ID that starts with vpce-";

    public bool AreShownToCustomer => true;

    public bool AreGivenOutAgain => false;

    public bool IsLinkId(string text) => text.StartsWith("vpce-", StringComparison.OrdinalIgnoreCase) && LinkId.TryParse(CloudProvider.Aws, text.ToLowerInvariant(), out _);

    public bool Recognises(string text) => EndpointId().IsMatch(text) || ServiceId().IsMatch(text) || Object().IsMatch(text);

    public LinkIdInputResult? Find(string text)
    {
        var found = EndpointId().Matches(text).Select(match => match.Value.ToLowerInvariant()).Distinct().ToList();
        if (found.Count > 1)
            return LinkIdInputResult.Wrong($"This names {found.Count} endpoints ({Pasted.FirstOf(found)}). Paste the ID of one.");
        return found.Count == 1 && LinkId.TryParse(CloudProvider.Aws, found[0], out var linkId)
            ? LinkIdInputResult.Found(linkId, TakenFrom(text, found[0]))
            : null;
    }

    public string Explain(PastedKind kind, string text) => kind switch
    {
        PastedKind.Nothing => $"Paste the VPC endpoint ID, which starts with vpce-. {Where}",
        PastedKind.Number or PastedKind.NegativeNumber => $"This is a number, the kind of ID that Azure and GCP use. An AWS endpoint ID starts with vpce-. {Where}",
        PastedKind.BareGuid => $"This is a GUID, the kind of ID that Azure uses. An AWS endpoint ID starts with vpce-. {Where}",
        PastedKind.Identifier => Explain(text),
    };

    private static string Explain(string text)
    {
        if (ServiceId().IsMatch(text))
            return $"This is the service that you connect to. Paste the ID of your own endpoint, which starts with vpce- and has no svc in it. {Where}";
        return Object().Match(text).Groups["kind"].Value.ToLowerInvariant() switch
        {
            "vpce" => "This VPC endpoint ID is incomplete: 17 digits and letters from a to f must follow vpce- (8 in old ones). Copy it again.",
            "vpc" => $"This is the ID of a VPC. Paste the ID of the endpoint inside it, which starts with vpce-. {Where}",
            "eni" => $"This is one of the endpoint's network interfaces. Paste the ID of the endpoint itself, which starts with vpce-. {Where}",
            "subnet" => $"This is the ID of a subnet. Paste the ID of the endpoint that has interfaces in it, which starts with vpce-. {Where}",
            "sg" => $"This is the ID of a security group. Paste the ID of the endpoint that it protects, which starts with vpce-. {Where}",
            _ => $"This contains no VPC endpoint ID. An ID starts with vpce-, followed by 17 digits and letters from a to f. {Where}",
        };
    }

    private static string? TakenFrom(string text, string id)
    {
        if (text.Equals(id, StringComparison.OrdinalIgnoreCase)) return null;
        if (text.StartsWith("arn:", StringComparison.OrdinalIgnoreCase)) return "Taken from the ARN.";
        return text.Contains(".vpce.amazonaws.com", StringComparison.OrdinalIgnoreCase) && !text.Any(char.IsWhiteSpace)
            ? "Taken from the endpoint's DNS name."
            : "Taken from the pasted text.";
    }

    /// <summary>Matches an endpoint ID anywhere: alone, in an ARN, at the start of a DNS name, or in a command's output.</summary>
    [GeneratedRegex("(?<![0-9A-Za-z-])vpce-(?:[0-9a-f]{17}|[0-9a-f]{8})(?![0-9a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndpointId();

    [GeneratedRegex("vpce-svc-[0-9a-f]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServiceId();

    [GeneratedRegex("(?:^|[/:])(?<kind>vpce|vpc|eni|subnet|sg)-[0-9a-z-]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Object();
}
