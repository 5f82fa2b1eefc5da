using System.Net;
using Microsoft.Extensions.Options;

namespace PrivateLink.Portal.Web;

/// <summary>
/// Whether a request was made on this machine, for pages without a sign-in. The address alone does not say so: a proxy on this machine has it too, and hands
/// on what strangers ask. So nothing may be in front of the portal, by its settings and by the request's headers; and the name asked for is this machine's
/// own, since a page somewhere else may have its name resolve to this machine.
/// </summary>
internal sealed class OnThisMachine(IOptions<PortalOptions> portal, IOptions<WebOptions> web)
{
    /// <summary>What proxies add, and what the middleware leaves of it.</summary>
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

    /// <summary>Some proxies add no header at all.</summary>
    private bool IsBehindSomething => web.Value.TrustedProxies.Count > 0 || (portal.Value.PublicUrl is { } url && !(Uri.TryCreate(url, UriKind.Absolute, out var address) && address.IsLoopback));
}
