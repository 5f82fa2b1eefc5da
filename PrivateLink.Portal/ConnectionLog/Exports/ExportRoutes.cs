using System.Globalization;
using Microsoft.Extensions.Options;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Ceilings;
using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>The address that streams an export: <c>/history/export?format=csv&amp;q=verdict:denied&amp;from=…&amp;to=…&amp;run=…</c>.</summary>
public static class ExportRoutes
{
    public const string Path = "history/export";

    public static WebApplication MapConnectionExports(this WebApplication app)
    {
        app.MapLook($"/{Path}", ExportAsync);
        return app;
    }

    private static async Task ExportAsync(HttpContext http, CurrentCaller current, ConnectionExports exports, ExportRuns runs, IOptions<CeilingOptions> ceilings, TimeProvider time)
    {
        // An account without a role has no caller, so it finds nothing here.
        if (!current.May(Permission.ViewConnections))
        {
            http.RequestServices.GetRequiredService<AccessTraces>().ReadRefused(current.IsKnown ? current.Value : null, Permission.ViewConnections, ClientAddress.Of(http));
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        var query = http.Request.Query;
        var parse = FilterParser.Parse(query["q"]);
        if (parse.Filter is null || !TryReadTime(query["from"], out var from) || !TryReadTime(query["to"], out var to) || !Enum.TryParse<ExportFormat>(query["format"], ignoreCase: true, out var format))
        {
            await Results.Text(parse.Error is { } error ? $"q: {error.Message} Expected: {error.Expected}.\n" : "format is csv or ndjson, from and to are times such as 2026-03-01T12:00:00Z.\n", statusCode: StatusCodes.Status400BadRequest).ExecuteAsync(http);
            return;
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.ContentType = TypeOf(format);
            return;
        }

        var key = Guid.TryParse(query["run"], out var given) ? given : Guid.NewGuid();
        if (runs.Begin(current.Value, key, out var refusal) is not { } run)
        {
            await Results.Text($"{refusal}\n", statusCode: StatusCodes.Status429TooManyRequests).ExecuteAsync(http);
            return;
        }

        await StreamAsync(http, current.Value, exports, run, new HistoryQuery(parse.Filter, from, to ?? time.GetUtcNow()), format, ceilings.Value, time);
    }

    private static async Task StreamAsync(
        HttpContext http, Caller caller, ConnectionExports exports, ExportRun run, HistoryQuery query, ExportFormat format, CeilingOptions ceilings, TimeProvider time)
    {
        var extension = format == ExportFormat.Csv ? "csv" : "ndjson";
        http.RequestServices.GetRequiredService<AccessTraces>().ExportBegun(caller, http.Request.QueryString.Value ?? "");
        http.Response.ContentType = TypeOf(format);
        http.Response.Headers.ContentDisposition = string.Create(CultureInfo.InvariantCulture, $"attachment; filename=\"connections-{query.To:yyyyMMdd-HHmmss}.{extension}\"");
        http.Response.Headers.CacheControl = "no-store";
        using var deadline = new CancellationTokenSource(ceilings.ExportTime, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, run.Cancelled, deadline.Token);
        await using var body = new PacedStream(http.Response.Body, ceilings.ExportRate, time);
        try
        {
            await exports.WriteAsync(caller, query, format, body, run.Reached, ending.Token);
            run.Ended(ExportState.Done);
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // An incomplete file must not look complete, so the connection is aborted.
            run.Ended(deadline.IsCancellationRequested ? ExportState.CutOff : ExportState.Cancelled);
            http.Abort();
        }
        catch (TooSlowException)
        {
            run.Ended(ExportState.CutOff);
            http.Abort();
        }
        catch (Exception)
        {
            run.Ended(ExportState.Failed);
            throw;
        }
    }

    private static string TypeOf(ExportFormat format) => format == ExportFormat.Csv ? "text/csv; charset=utf-8" : "application/x-ndjson";

    private static bool TryReadTime(string? text, out DateTimeOffset? time)
    {
        time = null;
        if (string.IsNullOrEmpty(text)) return true;
        var isTime = DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var read);
        if (isTime) time = read;
        return isTime;
    }
}
