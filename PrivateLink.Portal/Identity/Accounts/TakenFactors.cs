using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Removes a person's factors other than the password, within a unit of work.</summary>
internal static class TakenFactors
{
    /// <summary>
    /// Removes the authenticator and its recovery codes. This includes the key of an authenticator that was never confirmed. Otherwise, anyone who
    /// has seen the key would know the next authenticator's secret.
    /// </summary>
    /// <returns>Whether sign-in required the authenticator.</returns>
    public static async Task<bool> TakeAuthenticatorAsync(this PortalDbContext context, PortalUser person, CancellationToken cancellationToken)
    {
        var wasOn = person.TwoFactorEnabled;
        person.TwoFactorEnabled = false;
        var tokens = await context.Set<IdentityUserToken<Guid>>().Where(token => token.UserId == person.Id).ToListAsync(cancellationToken);
        context.RemoveRange(tokens);
        return wasOn;
    }

    /// <summary>Removes every passkey.</summary>
    /// <returns>The names of the passkeys, for the audit log.</returns>
    public static async Task<IReadOnlyList<string>> TakePasskeysAsync(this PortalDbContext context, PortalUser person, CancellationToken cancellationToken)
    {
        var passkeys = await context.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == person.Id).ToListAsync(cancellationToken);
        context.RemoveRange(passkeys);
        return [.. passkeys.Select(passkey => passkey.Data.Name ?? "Passkey")];
    }
}
