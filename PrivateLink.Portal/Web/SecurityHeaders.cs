namespace PrivateLink.Portal.Web;

/// <summary>
/// Limits what a page may load, which browser features it may use, and who may frame it. Scripts come from our own files only. Styles may be inline,
/// because MudBlazor uses style attributes and a style element.
/// </summary>
public sealed class SecurityHeaders(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; base-uri 'self'; object-src 'none'; frame-src 'none'; frame-ancestors 'none'; form-action 'self'; "
        + "img-src 'self' data:; font-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'";

    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()";

    public Task InvokeAsync(HttpContext context)
    {
        // Set as late as possible, because error handlers clear earlier headers.
        context.Response.OnStarting(Protect, context.Response);
        return next(context);
    }

    private static Task Protect(object state)
    {
        var response = (HttpResponse)state;
        var headers = response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = Permissions;

        // A page is private, so the next user of the browser must not find it in the cache.
        if (response.ContentType?.StartsWith("text/html", StringComparison.Ordinal) == true) headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }
}
