using Microsoft.AspNetCore.Http.HttpResults;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.AuditEvidence;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Components.Pages.AuditEvidence;

/// <summary>The addresses of a document that was just created: the page to print, and the file.</summary>
public static class EvidenceRoutes
{
    private const string Gone = "This evidence is no longer available: a document is kept for an hour, for the person who created it.\n"
        + "The audit log keeps its checksum. Use the file you downloaded, or create new evidence.\n";

    public static string PrintOf(Guid id) => $"evidence/{id}/print";

    public static string FileOf(Guid id) => $"evidence/{id}/file";

    public static WebApplication MapAuditEvidence(this WebApplication app)
    {
        app.MapLook("/evidence/{id:guid}/print", (HttpContext http, Guid id) => Answer(http, id, made => new RazorComponentResult<EvidencePrint>(new { Made = made })))
            .WithMetadata(new RequiresAttribute(Permission.MakeEvidence));
        app.MapLook("/evidence/{id:guid}/file", (HttpContext http, Guid id) => Answer(http, id, made => Results.File(made.File.ToArray(), "application/json", made.FileName)))
            .WithMetadata(new RequiresAttribute(Permission.MakeEvidence));
        return app;
    }

    private static IResult Answer(HttpContext http, Guid id, Func<MadeEvidence, IResult> found)
    {
        var current = http.RequestServices.GetRequiredService<CurrentCaller>();
        if (!current.May(Permission.MakeEvidence))
        {
            http.RequestServices.GetRequiredService<AccessTraces>().ReadRefused(current.IsKnown ? current.Value : null, Permission.MakeEvidence, ClientAddress.Of(http));
            return Results.NotFound();
        }

        http.Response.Headers.CacheControl = "no-store";
        return http.RequestServices.GetRequiredService<EvidenceShelf>().Find(current.Value, id) is { } made
            ? found(made)
            : Results.Text(Gone, statusCode: StatusCodes.Status404NotFound);
    }
}
