using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// The content of the cookie: the person, the session, and the stamp that a password change invalidates. It contains no role. Roles are read when
/// needed, so a removed role takes effect at once.
/// </summary>
internal sealed class PersonClaims : IUserClaimsPrincipalFactory<PortalUser>
{
    public const string Session = "session";
    public const string Stamp = "stamp";

    public Task<ClaimsPrincipal> CreateAsync(PortalUser user) => Task.FromResult(new ClaimsPrincipal(new ClaimsIdentity(
        [
            new Claim(ClaimTypes.NameIdentifier, user.Id.ToString()),
            new Claim(ClaimTypes.Name, user.Email ?? ""),
            new Claim(Stamp, user.SecurityStamp ?? ""),
        ],
        IdentityConstants.ApplicationScheme)));

    public static Guid? SessionOf(ClaimsPrincipal principal) => Guid.TryParse(principal.FindFirstValue(Session), out var session) ? session : null;

    public static string? StampOf(ClaimsPrincipal principal) => principal.FindFirstValue(Stamp);
}
