using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Half a sign-in, whose password was right and whose code is to come, counts only for the account as it was then: a password that is changed
/// meanwhile ends it.
/// </summary>
internal sealed class PendingSignInCookie(UserManager<PortalUser> people) : CookieAuthenticationEvents
{
    public override async Task SigningIn(CookieSigningInContext context)
    {
        // The same cookie carries the state of a passkey's ceremony, which is nobody's yet.
        if (context.Principal is { Identity: ClaimsIdentity identity } && await PersonAsync(context.Principal) is { } person)
            identity.AddClaim(new Claim(PersonClaims.Stamp, person.SecurityStamp ?? ""));
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } principal && await PersonAsync(principal) is { } person && person.SecurityStamp != PersonClaims.StampOf(principal)) context.RejectPrincipal();
    }

    /// <summary>Nobody is sent anywhere by it.</summary>
    public override Task RedirectToReturnUrl(RedirectContext<CookieAuthenticationOptions> context) => Task.CompletedTask;

    private async Task<PortalUser?> PersonAsync(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.Name) is { Length: > 0 } id ? await people.FindByIdAsync(id) : null;
}
