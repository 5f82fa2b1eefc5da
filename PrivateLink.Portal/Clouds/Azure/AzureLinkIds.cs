using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Azure;

/// <summary>The LinkID of Azure: a 32-bit number that only the provider's side can read.</summary>
internal sealed partial class AzureLinkIds : ILinkIds
{
    private const string Where = "Only the company can see it, as linkIdentifier of the connection on its Private Link Service. Ask the company for the number.";

    public string WhatToPaste => "A number that only the company can see.";

    public string Wanted => "type the LinkID, a number";

    public bool AreShownToCustomer => false;

    public bool AreGivenOutAgain => false;

    public bool IsLinkId(string text) => LinkId.TryParse(CloudProvider.Azure, text, out _);

    public bool Recognises(string text) => Alias().IsMatch(text) || Resource().IsMatch(text);

    public LinkIdInputResult? Find(string text)
    {
        var found = LinkIdentifier().Matches(text).Select(match => match.Groups["number"].Value).Distinct().ToList();
        if (found.Count > 1)
            return LinkIdInputResult.Wrong($"This names {found.Count} connections ({Pasted.FirstOf(found)}). Paste the linkIdentifier of one.");

        var number = found.Count == 1 ? found[0] : text;
        if (!PastedNumber.TryRead(number, out var value)) return null;
        if (value > ulong.MaxValue)
            return LinkIdInputResult.Wrong("This number has more than 64 bits. No link ID is that large: copy it again.");
        if (value > uint.MaxValue)
            return LinkIdInputResult.Wrong(
                $"{value} is too large for an Azure LinkID, which is at most {uint.MaxValue}. It may be a GCP connection ID: then choose the service on GCP.");
        return LinkIdInputResult.Found(LinkId.Azure((uint)value), PastedNumber.ReadAs(text, value));
    }

    public string Explain(PastedKind kind, string text) => kind switch
    {
        PastedKind.Nothing => $"Type the LinkID, a number of up to ten digits. {Where}",
        PastedKind.NegativeNumber => "A LinkID is never negative: a tool read it as a signed number. Ask for the unsigned number.",
        PastedKind.BareGuid => $"This is a GUID, probably the endpoint's resourceGuid. Enter the LinkID, a number. {Where}",
        PastedKind.Number or PastedKind.Identifier => Explain(text),
    };

    private static string Explain(string text)
    {
        if (Alias().IsMatch(text)) return ItsService;
        if (Resource().Match(text) is not { Success: true } match)
            return $"This contains no LinkID. A LinkID is a number of up to ten digits. Write hexadecimal with 0x in front. {Where}";
        return match.Groups["type"].Value.ToLowerInvariant() switch
        {
            "privateendpoints" => $"This is the resource ID of your private endpoint. Enter the LinkID that belongs to it, a number. {Where}",
            "networkinterfaces" => $"This is the network interface of a private endpoint. Enter the endpoint's LinkID, a number. {Where}",
            "privatelinkservices" => ItsService,
            _ => $"This resource ID is not a private endpoint. Enter the endpoint's LinkID, a number. {Where}",
        };
    }

    private static string ItsService => $"This is the service that you connect to. Enter the LinkID of your own private endpoint, a number. {Where}";

    [GeneratedRegex("link[ _]?identifier[\"']?[\\s:=|]{1,200}[\"']?(?<number>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex LinkIdentifier();

    [GeneratedRegex(@"\.azure\.privatelinkservice$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Alias();

    [GeneratedRegex(
        "/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft.Network/(?<type>[A-Za-z]+)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Resource();
}
