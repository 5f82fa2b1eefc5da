using System.Globalization;

namespace PrivateLink.Portal.Web;

/// <summary>
/// Refuses requests that a foreign page makes with the visitor's cookie. The hosts that the portal protects may be same-site with it, and cookies
/// ignore ports. So neither <c>SameSite</c> nor <c>__Host-</c> stops such a page. The WebSocket of an open page accepts no antiforgery token and has
/// no same-origin policy. The check uses the <c>Origin</c> header, which a page cannot forge:
/// <list type="bullet">
/// <item>If the header is present, it must be the portal's own (<see cref="PortalAddress.IsOwn"/>). <c>null</c> is refused.</item>
/// <item>A WebSocket without the header is refused. Every browser sends it, and only browsers need a WebSocket.</item>
/// <item>
/// Without it, if the browser names the requesting site (<c>Sec-Fetch-Site</c>), other sites may only link to the portal. They may not put it into a frame
/// (<c>Sec-Fetch-Dest</c>).
/// </item>
/// <item>Without both headers, the request is not from a page in a current browser, and is allowed. Forms still require an antiforgery token.</item>
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

    /// <summary>Whether the request opens a WebSocket: an upgrade over HTTP/1.1, or a CONNECT over HTTP/2.</summary>
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
