using System.Globalization;

namespace PrivateLink.Portal.Web;

/// <summary>
/// Refuses what a page of somebody else asks with the visitor's cookie. The hosts that the portal protects may be same-site with it, and
/// cookies do not know ports, so neither <c>SameSite</c> nor <c>__Host-</c> keeps such a page away; the WebSocket of an open page takes no antiforgery
/// token and knows no same-origin policy. What counts is the <c>Origin</c>, which a page cannot forge:
/// <list type="bullet">
/// <item>Where there is one, it is the portal's own (<see cref="PortalAddress.IsOwn"/>). <c>null</c> is not.</item>
/// <item>A WebSocket without one is refused: every browser sends it, and nobody else has any business there.</item>
/// <item>
/// Without one, and where the browser says from which site it asks (<c>Sec-Fetch-Site</c>), others may link to the portal, and nothing more: not put
/// it into a frame (<c>Sec-Fetch-Dest</c>).
/// </item>
/// <item>Without either no page of today's browsers asks. Forms take an antiforgery token all the same, so a script that brings one is let through.</item>
/// </list>
/// </summary>
public sealed partial class OwnOrigin(RequestDelegate next, PortalAddress portal, TimeProvider time, ILogger<OwnOrigin> logger)
{
    private const int Longest = 200;

    private readonly LineAllowance _lines = new(time, logger);

    public Task InvokeAsync(HttpContext context) => IsOwn(context.Request) ? next(context) : RefuseAsync(context);

    private bool IsOwn(HttpRequest request)
    {
        if (request.Headers.Origin is { Count: > 0 } origin) return portal.IsOwn(origin.ToString());
        if (IsHandshake(request)) return false;
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none" || IsNavigation(request);
    }

    /// <summary>Of a WebSocket: over HTTP/1.1 an upgrade, over HTTP/2 a CONNECT.</summary>
    private static bool IsHandshake(HttpRequest request) => HttpMethods.IsConnect(request.Method) || request.Headers.Upgrade.Count > 0;

    private static bool IsNavigation(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)) && request.Headers["Sec-Fetch-Mode"] == "navigate"
        && request.Headers["Sec-Fetch-Dest"].ToString() is "" or "document";

    private Task RefuseAsync(HttpContext context)
    {
        var origin = context.Request.Headers.Origin.ToString();
        var address = ClientAddress.Of(context);
        if (_lines.IsToBeWritten("requests of other pages", AddressGroup.Of(address))) LogRefused(context.Request.Method, Cut(context.Request.Path), Cut(origin), address);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            string.Create(CultureInfo.InvariantCulture, $"Refused: this request does not come from one of the portal's own pages. Open the portal at {portal.Root}\n"), context.RequestAborted);
    }

    private static string Cut(string? text) => text is { Length: > Longest } ? text[..Longest] : text ?? "";

    [LoggerMessage(2320, LogLevel.Warning, "Refused: {Method} {Path} from a page at '{Origin}', which is not the portal's own address; asked by {Address}")]
    private partial void LogRefused(string method, string path, string origin, string? address);
}
