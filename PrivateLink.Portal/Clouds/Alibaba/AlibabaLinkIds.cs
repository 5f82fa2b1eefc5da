using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Alibaba;

/// <summary>The endpoint ID of Alibaba Cloud: <c>ep-</c> and about twenty letters and digits. Both sides can read it.</summary>
internal sealed partial class AlibabaLinkIds : ILinkIds
{
    private const string Where = "It is under PrivateLink > Endpoints, and EndpointId in the output of aliyun privatelink ListVpcEndpoints.";

    public string WhatToPaste => "Paste the ID, the endpoint's domain name, or the whole output.";

    public string Wanted => "paste an ID that starts with ep-";

    public bool AreShownToCustomer => true;

    public bool AreGivenOutAgain => false;

    public bool IsLinkId(string text) => WholeId().IsMatch(text);

    public bool Recognises(string text) => OwnText().IsMatch(text);

    /// <summary>An ID that the output names as the endpoint's ID takes precedence. The endpoint's domain may begin with a different ID.</summary>
    public LinkIdInputResult? Find(string text)
    {
        var found = Distinct(NamedId().Matches(text));
        if (found.Count == 0) found = Distinct(EndpointId().Matches(text));
        if (found.Count > 1) return LinkIdInputResult.Wrong($"This names {found.Count} endpoints ({Pasted.FirstOf(found)}). Paste the ID of one.");
        return found.Count == 1 && LinkId.TryParse(CloudProvider.Alibaba, found[0], out var linkId)
            ? LinkIdInputResult.Found(linkId, TakenFrom(text, found[0]))
            : null;
    }

    public string Explain(PastedKind kind, string text) => kind switch
    {
        PastedKind.Nothing => $"Paste the endpoint ID, which starts with ep-. {Where}",
        PastedKind.Number or PastedKind.NegativeNumber => $"This is a number, the kind of ID that Azure and GCP use. An endpoint ID of Alibaba Cloud starts with ep-. {Where}",
        PastedKind.BareGuid => $"This is a GUID, the kind of ID that Azure uses. An endpoint ID of Alibaba Cloud starts with ep-. {Where}",
        PastedKind.Identifier => Explain(text),
    };

    private static string Explain(string text) => OwnObject().Match(text).Groups["kind"].Value.ToLowerInvariant() switch
    {
        "ep" => "This endpoint ID is incomplete: about twenty letters and digits must follow ep-. Copy it again.",
        "epsrv" => $"This is the service that you connect to. Paste the ID of your own endpoint, which starts with ep-. {Where}",
        "vpc" => $"This is the ID of a VPC. Paste the ID of the endpoint inside it, which starts with ep-. {Where}",
        "vsw" => $"This is the ID of a vSwitch. Paste the ID of the endpoint that has an interface in it, which starts with ep-. {Where}",
        "eni" => $"This is one of the endpoint's network interfaces. Paste the ID of the endpoint itself, which starts with ep-. {Where}",
        "sg" => $"This is the ID of a security group. Paste the ID of the endpoint that it protects, which starts with ep-. {Where}",
        _ => $"This contains no endpoint ID. An ID starts with ep-, followed by about twenty letters and digits. {Where}",
    };

    private static string? TakenFrom(string text, string id)
    {
        if (text.Equals(id, StringComparison.OrdinalIgnoreCase)) return null;
        return text.Contains(".privatelink.aliyuncs.com", StringComparison.OrdinalIgnoreCase) && !text.Any(char.IsWhiteSpace)
            ? "Taken from the endpoint's domain name. Check in your console that it is the endpoint's ID."
            : "Taken from the pasted text.";
    }

    private static List<string> Distinct(MatchCollection matches) => [.. matches.Select(match => match.Groups["id"].Value.ToLowerInvariant()).Distinct()];

    [GeneratedRegex("^ep-[0-9a-z]{12,40}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WholeId();

    /// <summary>Matches an endpoint ID anywhere: alone, at the start of a domain name, or in a command's output.</summary>
    [GeneratedRegex("(?<![0-9A-Za-z-])(?<id>ep-[0-9a-z]{12,40})(?![0-9a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex EndpointId();

    [GeneratedRegex("EndpointId[\"']?\\s*[:=|]\\s*[\"']?(?<id>ep-[0-9a-z]{12,40})(?![0-9a-z])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamedId();

    /// <summary>Matches identifiers that no other cloud uses. AWS also uses vpc-, sg- and eni-, but its IDs are shorter.</summary>
    [GeneratedRegex(
        @"(?:^|[^0-9A-Za-z-])(?:epsrv-[0-9a-z]+|ep-[0-9a-z]{12,40}(?![0-9a-z])|vsw-[0-9a-z]+|(?:vpc|sg|eni)-[0-9a-z]{18,40}(?![0-9a-z]))|com\.aliyuncs\.privatelink\.|\.privatelink\.aliyuncs\.com",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnText();

    [GeneratedRegex("(?:^|[^0-9A-Za-z-])(?<kind>epsrv|ep|vpc|vsw|eni|sg)-[0-9a-z]*", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex OwnObject();
}
