using System.Security.Claims;
using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>
/// What the cookie says: which person, which session, and the stamp that a changed password makes worthless. No role is in it: roles are
/// asked for when they are needed, so that a lost one is lost at once.
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
