using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PrivateLink.Protocol.Tls;

namespace PrivateLink.AspNetCore;

/// <summary>
/// HTTP middleware: the engine has compared the TLS server name with the policy, but inside TLS the client names a host again, in the Host header
/// or <c>:authority</c>. When that is another one, this answers 421 (RFC 9110, section 15.5.20), and an honest client, which had merely reused a
/// connection, tries again on one of its own.
/// </summary>
internal sealed class PrivateLinkHostCheckMiddleware(RequestDelegate next, ILogger<PrivateLinkHostCheckMiddleware> logger)
{
    /// <summary>One request.</summary>
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
