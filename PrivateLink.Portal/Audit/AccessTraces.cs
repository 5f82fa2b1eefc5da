using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Audit;

/// <summary>
/// Writes to the log, and not to the audit log, what anyone can do as often as they like. That is refused reads, forms without a valid token, and
/// exports of connections. Thread-safe.
/// </summary>
public sealed partial class AccessTraces(TimeProvider time, ILogger<AccessTraces> logger)
{
    private readonly LineAllowance _lines = new(time, logger);

    /// <summary>A person tried to read what their role does not allow.</summary>
    public void ReadRefused(Caller? caller, Permission permission, string? address)
    {
        if (_lines.IsToBeWritten("refused reads", Who(caller, address))) LogReadRefused(permission, caller?.PersonId, caller?.TenantId, caller?.SessionId, caller?.Address ?? address);
    }

    /// <summary>A form arrived without the token of its page.</summary>
    public void FormRefused(HttpContext http)
    {
        var (session, address) = (http.Features.Get<SignedIn>()?.SessionId, ClientAddress.Of(http));
        if (_lines.IsToBeWritten("refused forms", AddressGroup.Of(address))) LogFormRefused(http.Request.Method, http.GetEndpoint()?.DisplayName ?? "nothing", session, address);
    }

    /// <summary>A person starts an export of connections.</summary>
    internal void ExportBegun(Caller caller, string filter)
    {
        if (_lines.IsToBeWritten("exports of connections", Who(caller, caller.Address))) LogExport(caller.PersonId, caller.TenantId, caller.SessionId, caller.Address, filter);
    }

    /// <summary>
    /// Answers and logs requests whose form was refused. Pages that check the token themselves call <see cref="FormRefused"/>. Reading such a form
    /// would throw, also in the page that explains the failure.
    /// </summary>
    internal static Task NoteFormAsync(HttpContext http, RequestDelegate next)
    {
        if (http.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: false }) return next(http);

        // A refusal without its own text passes here a second time, so that a page can explain it.
        if (http.Features.Get<IStatusCodeReExecuteFeature>() is null) http.RequestServices.GetRequiredService<AccessTraces>().FormRefused(http);
        http.Response.StatusCode = StatusCodes.Status400BadRequest;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync("Refused: this form is too old, or it did not come from a page of the portal. Nothing was changed. Reload the page and try again.\n", http.RequestAborted);
    }

    /// <summary>Logs reads that a service refused during a request.</summary>
    internal static async Task NoteReadAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (NotPermittedException exception)
        {
            var current = http.RequestServices.GetRequiredService<CurrentCaller>();
            http.RequestServices.GetRequiredService<AccessTraces>().ReadRefused(current.IsKnown ? current.Value : null, exception.Permission, ClientAddress.Of(http));
            throw;
        }
    }

    private static string? Who(Caller? caller, string? address) => caller?.PersonId?.ToString() ?? AddressGroup.Of(address);

    [LoggerMessage(2330, LogLevel.Warning, "Refused: a read that requires the permission {Permission}, by person {Person} of tenant {Tenant}, session {Session}, from {Address}")]
    private partial void LogReadRefused(Permission permission, Guid? person, Guid? tenant, Guid? session, string? address);

    [LoggerMessage(2331, LogLevel.Warning, "Refused: {Method} without a valid antiforgery token to {Endpoint}, session {Session}, from {Address}")]
    private partial void LogFormRefused(string method, string endpoint, Guid? session, string? address);

    [LoggerMessage(2332, LogLevel.Information, "Export of connections by person {Person} of tenant {Tenant}, session {Session}, from {Address}: {Filter}")]
    private partial void LogExport(Guid? person, Guid? tenant, Guid? session, string? address, string filter);
}
