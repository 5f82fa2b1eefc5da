using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Antiforgery;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Changes;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.AuditReading;

/// <summary>
/// <c>POST /activity/export</c> streams the matching entries, one JSON object per line. The export itself adds an entry, so it is a form with a token
/// and not a link. A person can run one at a time, and <see cref="EntryAllowance"/> limits how often.
/// </summary>
public static class AuditExport
{
    public const string Path = "/activity/export";

    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    public static WebApplication MapAuditExport(this WebApplication app)
    {
        var running = new ConcurrentDictionary<Guid, byte>();
        app.MapPost(Path, (HttpContext http) => ExportAsync(http, running)).WithMetadata(new RequiresAttribute(Permission.ViewActivity));
        return app;
    }

    private static async Task ExportAsync(HttpContext http, ConcurrentDictionary<Guid, byte> running)
    {
        var services = http.RequestServices;
        var current = services.GetRequiredService<CurrentCaller>();
        var traces = services.GetRequiredService<AccessTraces>();
        if (!current.May(Permission.ViewActivity))
        {
            traces.ReadRefused(current.IsKnown ? current.Value : null, Permission.ViewActivity, ClientAddress.Of(http));
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        if (!await services.GetRequiredService<IAntiforgery>().IsRequestValidAsync(http))
        {
            traces.FormRefused(http);
            http.Response.StatusCode = StatusCodes.Status400BadRequest;
            return;
        }

        var caller = current.Value;
        var person = caller.PersonId ?? Guid.Empty;
        if (!running.TryAdd(person, 0))
        {
            await RefuseAsync(http, "Your previous export is still running. Wait until it ends, or cancel it, then try again.");
            return;
        }

        try
        {
            if (services.GetRequiredService<EntryAllowance>().TryTake(caller.PersonId, AuditAction.AuditExported)) await WriteAsync(http, caller);
            else await RefuseAsync(http, $"You have exported {EntryAllowance.InTenMinutes} times within ten minutes. Each export adds a permanent audit entry. Try again later.");
        }
        finally
        {
            running.TryRemove(person, out _);
        }
    }

    private static async Task WriteAsync(HttpContext http, Caller caller)
    {
        var services = http.RequestServices;
        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        var filter = AuditQuery.Read(name => form[name]);
        var target = new AuditTarget("audit", Id: null, "export", caller.TenantId);
        if (await services.GetRequiredService<ChangeWriter>().RecordAsync(AuditActor.Of(caller), AuditAction.AuditExported, target, http.RequestAborted) is not SaveResult.Saved)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            await http.Response.WriteAsync("The export could not be recorded in the audit log, so nothing was exported. Try again later.\n", http.RequestAborted);
            return;
        }

        http.Response.ContentType = "application/x-ndjson";
        http.Response.Headers.ContentDisposition = $"attachment; filename=\"activity-{services.GetRequiredService<TimeProvider>().GetUtcNow():yyyy-MM-dd-HHmm}.ndjson\"";
        http.Response.Headers.CacheControl = "no-store";
        await foreach (var line in services.GetRequiredService<AuditLog>().ExportAsync(caller, filter, http.RequestAborted))
        {
            await http.Response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(line, Json), http.RequestAborted);
            await http.Response.Body.WriteAsync(LineEnd, http.RequestAborted);
        }
    }

    private static Task RefuseAsync(HttpContext http, string why)
    {
        http.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(why + "\n", http.RequestAborted);
    }
}
