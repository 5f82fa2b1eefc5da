using System.Globalization;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Web;

/// <summary>
/// The portal's own addresses, in one place: the base of its links, the names it answers to, and the origins of its pages. The secret of a one-time
/// link is in the fragment, which proxies and logs never see.
/// </summary>
public sealed class PortalAddress(IOptions<PortalOptions> options)
{
    internal static readonly string[] ThisMachine = ["127.0.0.1", "[::1]", "localhost"];

    private volatile string? _listening;

    /// <summary>The configured public address, or else the address that the portal listens on.</summary>
    public string Root => (options.Value.PublicUrl ?? _listening ?? options.Value.Url).TrimEnd('/');

    /// <summary>The host names of the configured addresses. The default of <c>AllowedHosts</c> adds this machine's own.</summary>
    internal IEnumerable<string> Names =>
        ((string?[])[options.Value.Url, options.Value.PublicUrl])
            .Select(address => Uri.TryCreate(address, UriKind.Absolute, out var url) ? url.Host : null)
            .OfType<string>();

    /// <summary>Sets the address once the system has chosen the port.</summary>
    internal void Listens(string url) => _listening = url;

    /// <summary>A link with a secret.</summary>
    public string Link(string path, string token) => $"{Root}/{path}#{token}";

    /// <summary>
    /// Whether a browser's <c>Origin</c> is that of the portal's own pages. A portal used on this machine has all the machine's names with one port;
    /// any other portal has one address.
    /// </summary>
    public bool IsOwn(string origin)
    {
        var root = new Uri(Root);
        IEnumerable<string> names = root.IsLoopback ? [root.Host, .. ThisMachine] : [root.HostNameType == UriHostNameType.Dns ? root.IdnHost : root.Host];
        return names.Any(name => origin.Equals(OriginOf(root, name), StringComparison.OrdinalIgnoreCase));
    }

    private static string OriginOf(Uri root, string name) =>
        root.IsDefaultPort ? $"{root.Scheme}://{name}" : string.Create(CultureInfo.InvariantCulture, $"{root.Scheme}://{name}:{root.Port}");
}
