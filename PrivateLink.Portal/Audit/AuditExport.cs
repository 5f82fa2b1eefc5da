using System.Text.Json;
using System.Text.Json.Serialization;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Identity;

namespace PrivateLink.Portal.Audit;

/// <summary><c>GET /activity/export</c>: the entries that fit, one JSON object per line, streamed. The export is an entry itself.</summary>
public static class AuditExport
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static WebApplication MapAuditExport(this WebApplication app)
    {
        app.MapGet("/activity/export", WriteAsync).WithMetadata(new RequiresAttribute(Permission.ViewActivity));
        return app;
    }

    private static async Task WriteAsync(
        HttpContext http, AuditLog log, ChangeWriter changes, CurrentCaller current, TimeProvider time, CancellationToken cancellationToken)
    {
        if (!current.May(Permission.ViewActivity))
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var caller = current.Value;
        var query = http.Request.Query;
        var filter = AuditQuery.Read(name => query[name]);
        var target = new AuditTarget("audit", Id: null, "export", caller.TenantId);
        if (await changes.RecordAsync(AuditActor.Of(caller), AuditAction.AuditExported, target, cancellationToken) is not SaveResult.Saved)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsync("The export could not be written into the audit log, so nothing is exported. Try again later.\n", cancellationToken);
            return;
        }

        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"activity-{time.GetUtcNow():yyyy-MM-dd-HHmm}.ndjson\"";
        http.Response.Headers.CacheControl = "no-store";
        await foreach (var line in log.ExportAsync(caller, filter, cancellationToken))
        {
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Json), cancellationToken);
            await http.Response.Body.WriteAsync(LineEnd, cancellationToken);
        }
    }
}
