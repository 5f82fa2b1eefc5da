using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.AspNetCore;

/// <summary>
/// HTTP middleware for the host inside TLS. The engine has compared the TLS server name with the policy. The client names a host again, in the Host
/// header or <c>:authority</c>. If that host differs, this answers 421 (RFC 9110, section 15.5.20). An honest client that had reused a connection
/// then retries on a new one.
/// </summary>
internal sealed class PrivateLinkHostCheckMiddleware(RequestDelegate next, ILogger<PrivateLinkHostCheckMiddleware> logger)
{
    /// <summary>Handles one request.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var authorised = context.Features.Get<IPrivateLinkFeature>()?.AuthorisedHost;
        var isHostName = ServerName.TryNormalize(context.Request.Host.Host, out var requested);
        if (authorised is not null && isHostName && string.Equals(requested, authorised, StringComparison.Ordinal)) return next(context);

        BackendLog.Misdirected(logger, context.Connection.Id, isHostName ? requested : null, authorised);
        context.Response.StatusCode = StatusCodes.Status421MisdirectedRequest;
        return Task.CompletedTask;
    }
}
