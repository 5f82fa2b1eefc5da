using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Hosting;

/// <summary>Where people find the portal, for links that leave it. The secret of a one-time link goes into the fragment, which no proxy and no log sees.</summary>
public sealed class PortalAddress(IOptions<PortalOptions> options)
{
    private string? _listening;

    /// <summary>The configured public address; otherwise where the portal listens.</summary>
    public string Root => (options.Value.PublicUrl ?? _listening ?? options.Value.Url).TrimEnd('/');

    /// <summary>Known only once the system has chosen the port.</summary>
    internal void Listens(string url) => _listening = url;

    /// <summary>A link with a secret.</summary>
    public string Link(string path, string token) => $"{Root}/{path}#{token}";
}
