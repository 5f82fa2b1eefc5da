using Microsoft.AspNetCore.Http.HttpResults;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Operations.Now;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Components.Pages.Operations;

/// <summary>
/// <c>/ops/now</c>: what the engine does and what it decided last, for a person at this machine. It needs no sign-in and no database. Other machines get a "not found" answer.
/// </summary>
public static class NowRoutes
{
    public const string Path = "/ops/now";

    public static WebApplication MapNow(this WebApplication app)
    {
        app.MapLook(Path, Answer).AllowAnonymous().WithMetadata(new HealthAnswer());
        return app;
    }

    private static IResult Answer(HttpContext http)
    {
        var services = http.RequestServices;
        if (!services.GetRequiredService<OnThisMachine>().Asks(http)) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        var now = services.GetRequiredService<NowReports>().Read();
        return FormOf(http.Request) switch
        {
            "json" => Results.Text(NowJson.Of(now), "application/json; charset=utf-8"),
            "html" => new RazorComponentResult<NowDocument>(new { Now = now }),
            _ => Results.Text(NowText.Of(now)),
        };
    }

    /// <summary>Browsers ask for HTML. curl accepts anything, and gets text.</summary>
    private static string FormOf(HttpRequest request)
    {
        if (request.Query["format"].ToString() is { Length: > 0 } format) return format.ToLowerInvariant();
        var accept = request.Headers.Accept.ToString();
        if (accept.Contains("text/html", StringComparison.OrdinalIgnoreCase)) return "html";
        return accept.Contains("application/json", StringComparison.OrdinalIgnoreCase) ? "json" : "text";
    }
}
