using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Gcp;

/// <summary>The PSC connection ID of GCP: a 64-bit number that both sides can read.</summary>
internal sealed partial class GcpLinkIds : ILinkIds
{
    private const string Where = "It is pscConnectionId in the output of gcloud compute forwarding-rules describe.";

    public string WhatToPaste => "Paste the number, or the whole output.";

    public string Wanted => "paste the connection ID, a number";

    public bool AreShownToCustomer => true;

    public bool AreGivenOutAgain => true;

    public bool IsLinkId(string text) => LinkId.TryParse(CloudProvider.Gcp, text, out _);

    public bool Recognises(string text) => Resource().IsMatch(text);

    public LinkIdInputResult? Find(string text)
    {
        var found = ConnectionId().Matches(text).Select(match => match.Groups["number"].Value).Distinct().ToList();
        if (found.Count > 1)
            return LinkIdInputResult.Wrong($"This names {found.Count} connections ({Pasted.FirstOf(found)}). Paste the pscConnectionId of one.");

        var number = found.Count == 1 ? found[0] : text;
        if (!PastedNumber.TryRead(number, out var value)) return null;
        return value > ulong.MaxValue
            ? LinkIdInputResult.Wrong("This number has more than 64 bits. No link ID is that large: copy it again.")
            : LinkIdInputResult.Found(LinkId.Gcp((ulong)value), PastedNumber.ReadAs(text, value));
    }

    public string Explain(PastedKind kind, string text) => kind switch
    {
        PastedKind.Nothing => $"Paste the PSC connection ID, a number of up to 20 digits. {Where}",
        PastedKind.NegativeNumber => "A connection ID is never negative: a tool read it as a signed number. Copy it from gcloud's own output.",
        PastedKind.BareGuid => $"This is a GUID, the kind of ID that Azure uses. A GCP connection ID is a number. {Where}",
        PastedKind.Number or PastedKind.Identifier => Explain(text),
    };

    private static string Explain(string text)
    {
        if (RuleId().IsMatch(text)) return $"This is the output for a forwarding rule, but its connection ID is missing. The field id is a different number. {Where}";
        return Resource().Match(text).Groups["type"].Value switch
        {
            "forwardingRules" => $"This is the name of your endpoint's forwarding rule. Paste its connection ID, a number. {Where}",
            "serviceAttachments" => $"This is the service that you connect to. Paste the connection ID of your own endpoint, a number. {Where}",
            _ => $"This contains no connection ID. A connection ID is a number of up to 20 digits. Write hexadecimal with 0x in front. {Where}",
        };
    }

    [GeneratedRegex("psc[ _]?connection[ _]?id[\"']?[\\s:=|]{1,200}[\"']?(?<number>[0-9]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ConnectionId();

    /// <summary>Matches the rule's own <c>id</c> in JSON or YAML. It is a number of the same size but not the connection ID.</summary>
    [GeneratedRegex("(?:^|[\\s{,])\"?id\"?\\s*:\\s*[\"']?[0-9]+", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex RuleId();

    [GeneratedRegex("projects/[^/]+/(?:regions/[^/]+|global)/(?<type>forwardingRules|serviceAttachments)/", RegexOptions.CultureInvariant)]
    private static partial Regex Resource();
}
