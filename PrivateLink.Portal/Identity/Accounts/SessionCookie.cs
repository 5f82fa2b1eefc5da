using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.StaticAssets;
using PrivateLink.Portal.Identity.Sessions;
using PrivateLink.Portal.Web;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Believes a cookie only as long as its session is open, on every request.</summary>
internal sealed class SessionCookie(SessionBook sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        // Style sheets are the same for everybody.
        if (context.HttpContext.GetEndpoint()?.Metadata.GetMetadata<StaticAssetDescriptor>() is not null) return;

        if (context.Principal is { } principal
            && PersonClaims.SessionOf(principal) is { } session
            && await sessions.FindAsync(session, PersonClaims.StampOf(principal), context.HttpContext.RequestAborted) is { } signedIn)
        {
            context.HttpContext.Features.Set(signedIn.From(ClientAddress.Of(context.HttpContext)));
            await sessions.SeeAsync(session, context.Properties.ExpiresUtc, context.HttpContext.RequestAborted);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(context.Scheme.Name);
    }
}
