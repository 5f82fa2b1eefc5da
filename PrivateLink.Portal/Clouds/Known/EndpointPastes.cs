using PrivateLink.Portal.Clouds.LinkIds;
using PrivateLink.Portal.Clouds.Pastes;

namespace PrivateLink.Portal.Clouds.Known;

/// <summary>
/// Reads everything in a paste that is about the endpoint, not only the link ID. Pure. The form calls it on each keystroke, and the service calls it
/// again.
/// </summary>
public static class EndpointPastes
{
    public static EndpointPaste Read(PublishedService service, string? pasted)
    {
        var cloud = KnownClouds.Of(service.Cloud);
        var text = (pasted ?? "").Trim();
        if (text.Length > LinkIdInput.LongestPaste) return new() { Link = LinkIdInput.Parse(service.Cloud, text) };
        text = PastedJson.Narrow(text, element => cloud.Pastes.Read(element).Service is { } named && cloud.Pastes.IsSame(named, service) == true);
        var paste = cloud.Pastes.Read(Pasted.Strip(text));
        var link = LinkIdInput.Parse(service.Cloud, text);
        return paste with { Link = link.LinkId is null && paste.LinkText is { } named && LinkIdInput.Parse(service.Cloud, named) is { LinkId: not null } found ? found : link };
    }
}
