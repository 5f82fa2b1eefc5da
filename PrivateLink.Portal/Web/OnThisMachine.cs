using System.Net;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Web;

/// <summary>
/// Whether a request was made on this machine, for pages without a sign-in. The address alone is no proof, because a local proxy forwards requests
/// from strangers. So neither the settings nor the request's headers may show a proxy in front of the portal. The requested name must also be this
/// machine's. A foreign page can make its own name resolve to this machine.
/// </summary>
internal sealed class OnThisMachine(IOptions<PortalOptions> portal, IOptions<WebOptions> web)
{
    /// <summary>The headers that proxies add, and those that the middleware leaves of them.</summary>
    private static readonly string[] Forwarded =
    [
        "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Forwarded-Server", "X-Original-For", "X-Original-Proto", "X-Original-Host",
        "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Azure-ClientIP",
    ];

    public bool Asks(HttpContext http) =>
        IPAddress.TryParse(ClientAddress.Of(http), out var client) && IPAddress.IsLoopback(client)
        && PortalAddress.ThisMachine.Contains(http.Request.Host.Host, StringComparer.OrdinalIgnoreCase)
        && !IsBehindSomething
        && !Array.Exists(Forwarded, http.Request.Headers.ContainsKey);

    /// <summary>Some proxies add no header, so the settings are checked too.</summary>
    private bool IsBehindSomething => web.Value.TrustedProxies.Count > 0 || (portal.Value.PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback));
}
