using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Modules;
using PrivateLink.Protocol.Links;

namespace PrivateLink.Portal.Clouds.Known;

/// <summary>
/// Reads a pasted link ID: bare, in an ARN, a DNS name or a command's output, in hex or with grouped digits. For any other text, it returns an
/// explanation. Pure. The form calls it on each keystroke, and the service calls it again.
/// </summary>
public static class LinkIdInput
{
    /// <summary>Longer than the output of any cloud's command for one endpoint.</summary>
    public const int LongestPaste = 65_536;

    public static LinkIdInputResult Parse(CloudProvider provider, string? pasted)
    {
        var text = Pasted.Strip(pasted ?? "");
        if (text.Length > LongestPaste)
            return LinkIdInputResult.Wrong("This is too long for a link ID. Paste only the ID.");
        var cloud = KnownClouds.Of(provider);
        return cloud.LinkIds.Find(text) ?? LinkIdInputResult.Wrong(Explain(cloud, text));
    }

    private static string Explain(ICloud chosen, string text)
    {
        var kind = Pasted.KindOf(text);
        if (kind != PastedKind.Identifier) return chosen.LinkIds.Explain(kind, text);
        var other = Recognising(text);
        return other is null || other == chosen
            ? chosen.LinkIds.Explain(kind, text)
            : $"This belongs to {other.Words.Name}, and the chosen service is on {chosen.Words.Name}. Choose the service on {other.Words.Name}, or {chosen.LinkIds.Wanted}.";
    }

    /// <summary>
    /// The cloud that the identifier belongs to. It asks AWS last, because identifiers of other clouds contain the short AWS prefixes too.
    /// </summary>
    private static ICloud? Recognising(string text) => KnownClouds.All.Reverse().FirstOrDefault(cloud => cloud.LinkIds.Recognises(text));
}
