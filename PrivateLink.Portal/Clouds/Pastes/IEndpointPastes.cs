namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>Reads what one cloud's tools and console say of a private endpoint.</summary>
public interface IEndpointPastes
{
    /// <summary>Everything that the text says. Called on each keystroke by the form and again by the service.</summary>
    EndpointPaste Read(string text);

    /// <summary>Whether a service as a text names it is the published one; null when nobody can tell.</summary>
    bool? IsSame(string named, PublishedService service);
}
