using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>What a person signs in with besides the password, taken away inside a unit of work.</summary>
internal static class TakenFactors
{
    /// <summary>
    /// The authenticator and its recovery codes. The key of an authenticator that was begun and never confirmed goes, too: anyone who has seen it would
    /// know the next one.
    /// </summary>
    /// <returns>Whether it had been asked for at sign-in.</returns>
    public static async Task<bool> TakeAuthenticatorAsync(this PortalDbContext context, PortalUser person, CancellationToken cancellationToken)
    {
        var wasOn = person.TwoFactorEnabled;
        person.TwoFactorEnabled = false;
        var tokens = await context.Set<IdentityUserToken<Guid>>().Where(token => token.UserId == person.Id).ToListAsync(cancellationToken);
        context.RemoveRange(tokens);
        return wasOn;
    }

    /// <summary>Every passkey.</summary>
    /// <returns>Their names, for the audit log.</returns>
    public static async Task<IReadOnlyList<string>> TakePasskeysAsync(this PortalDbContext context, PortalUser person, CancellationToken cancellationToken)
    {
        var passkeys = await context.Set<IdentityUserPasskey<Guid>>().Where(passkey => passkey.UserId == person.Id).ToListAsync(cancellationToken);
        context.RemoveRange(passkeys);
        return [.. passkeys.Select(passkey => passkey.Data.Name ?? "Passkey")];
    }
}
