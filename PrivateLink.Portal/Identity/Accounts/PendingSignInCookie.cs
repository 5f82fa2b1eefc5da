using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Identity.Sessions;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// The state between a correct password and the code. It is valid only for the account as it was then. If the password changes in between, it ends.
/// </summary>
internal sealed class PendingSignInCookie(UserManager<PortalUser> people) : CookieAuthenticationEvents
{
    public override async Task SigningIn(CookieSigningInContext context)
    {
        // The same cookie also carries the state of a passkey ceremony, which belongs to no person yet.
        if (context.Principal is { Identity: ClaimsIdentity identity } && await PersonAsync(context.Principal) is { } person)
            identity.AddClaim(new Claim(PersonClaims.Stamp, person.SecurityStamp ?? ""));
    }

    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is { } principal && await PersonAsync(principal) is { } person && person.SecurityStamp != PersonClaims.StampOf(principal)) context.RejectPrincipal();
    }

    /// <summary>This cookie never redirects.</summary>
    public override Task RedirectToReturnUrl(RedirectContext<CookieAuthenticationOptions> context) => Task.CompletedTask;

    private async Task<PortalUser?> PersonAsync(ClaimsPrincipal principal) =>
        principal.FindFirstValue(ClaimTypes.Name) is { Length: > 0 } id ? await people.FindByIdAsync(id) : null;
}
