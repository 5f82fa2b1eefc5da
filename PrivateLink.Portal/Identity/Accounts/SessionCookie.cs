using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.StaticAssets;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Health;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Checks on every request that the session of the cookie is still open.</summary>
internal sealed class SessionCookie(SessionBook sessions, DatabaseState database) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Static assets and health checks do not depend on the person. A health check must not depend on who asks.
        var metadata = context.HttpContext.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<StaticAssetDescriptor>() is not null || metadata?.GetMetadata<HealthAnswer>() is not null) return;

        // The error page needs no person, and another database query would fail again.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        // Do not wait for a database that is known to be away. A public page shows the reason, as to a stranger. The cookie stays valid for later.
        if (database.Away is { } problem)
        {
            if (!IsLookAtOpenPage(context.HttpContext)) throw new DatabaseNotReadyException(problem);
            context.RejectPrincipal();
            return;
        }

        if (context.Principal is { } principal
            && PersonClaims.SessionOf(principal) is { } session
            && await sessions.FindAsync(session, PersonClaims.StampOf(principal), context.HttpContext.RequestAborted) is { } signedIn)
        {
            context.HttpContext.Features.Set(signedIn.From(ClientAddress.Of(context.HttpContext)));
            if (database.ReadOnly is null) await sessions.SeeAsync(session, context.Properties.ExpiresUtc, context.HttpContext.RequestAborted);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }

    private static bool IsLookAtOpenPage(HttpContext http) =>
        (HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) && http.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null;
}
