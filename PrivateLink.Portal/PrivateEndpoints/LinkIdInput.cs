using System.Diagnostics;
using PrivateLink.Engine.Links;

namespace PrivateLink.Portal.PrivateEndpoints;

/// <summary>
/// Reads a link ID as people paste it: bare, inside an ARN, a DNS name or the output of a command, in hex or with grouped digits.
/// Whatever else is pasted gets a sentence of its own. Pure; called on each keystroke by the form and again by the service.
/// </summary>
public static class LinkIdInput
{
    /// <summary>Longer than the output of any of the clouds' commands for one endpoint.</summary>
    public const int LongestPaste = 65_536;

    public static LinkIdInputResult Parse(CloudProvider cloud, string? pasted)
    {
        var text = Pasted.Strip(pasted ?? "");
        if (text.Length > LongestPaste)
            return LinkIdInputResult.Wrong("This is far longer than a link ID. Paste the ID alone.");
        return cloud switch
        {
            CloudProvider.Aws => AwsLinkIdInput.Parse(text),
            CloudProvider.Azure => AzureLinkIdInput.Parse(text),
            CloudProvider.Gcp => GcpLinkIdInput.Parse(text),
            _ => throw new UnreachableException(),
        };
    }
}
