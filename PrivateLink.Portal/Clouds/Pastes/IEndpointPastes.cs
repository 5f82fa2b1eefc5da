namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>Reads what one cloud's tools and console say about a private endpoint.</summary>
public interface IEndpointPastes
{
    /// <summary>Everything that the text says. The form calls it on each keystroke, and the service calls it again.</summary>
    EndpointPaste Read(string text);

    /// <summary>Whether the service named in a text is the published one. Null if it cannot be determined.</summary>
    bool? IsSame(string named, PublishedService service);
}
