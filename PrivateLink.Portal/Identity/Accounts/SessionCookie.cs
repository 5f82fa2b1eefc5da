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

/// <summary>Believes a cookie only as long as its session is open, on every request.</summary>
internal sealed class SessionCookie(SessionBook sessions, DatabaseState database) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Style sheets are the same for everybody, and so is the answer to a health check, which must not depend on who asks.
        var metadata = context.HttpContext.GetEndpoint()?.Metadata;
        if (metadata?.GetMetadata<StaticAssetDescriptor>() is not null || metadata?.GetMetadata<HealthAnswer>() is not null) return;

        // The page that explains a failure needs no person, and the database, asked again, would fail again.
        if (context.HttpContext.Features.Get<IExceptionHandlerFeature>() is not null)
        {
            context.RejectPrincipal();
            return;
        }

        // Nobody waits for what is known to be away. A page that anyone may read shows why, to a stranger; the cookie stays for later.
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
