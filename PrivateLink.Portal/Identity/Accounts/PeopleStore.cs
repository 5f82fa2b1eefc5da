using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Identity's store with protected secrets, so that a reader of the database cannot sign in. Authenticator keys are encrypted, and recovery codes are
/// hashed.
/// </summary>
internal sealed class PeopleStore(PortalDbContext context, IDataProtectionProvider protection) : UserOnlyStore<PortalUser, PortalDbContext, Guid>(context)
{
    private const string Provider = "PrivateLink";
    private const string RecoveryCodes = "RecoveryCodes";

    private readonly IDataProtector _authenticators = protection.CreateProtector("PrivateLink.Authenticators");

    public override Task SetAuthenticatorKeyAsync(PortalUser user, string key, CancellationToken cancellationToken) =>
        base.SetAuthenticatorKeyAsync(user, _authenticators.Protect(key), cancellationToken);

    public override async Task<string?> GetAuthenticatorKeyAsync(PortalUser user, CancellationToken cancellationToken)
    {
        if (await base.GetAuthenticatorKeyAsync(user, cancellationToken) is not { } key) return null;
        try
        {
            return _authenticators.Unprotect(key);
        }
        catch (CryptographicException)
        {
            // The keys of this installation were lost. Recovery codes and passkeys still work.
            return null;
        }
    }

    public override Task ReplaceCodesAsync(PortalUser user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken) =>
        SetTokenAsync(user, Provider, RecoveryCodes, string.Join(';', recoveryCodes.Select(Hash)), cancellationToken);

    public override async Task<bool> RedeemCodeAsync(PortalUser user, string code, CancellationToken cancellationToken)
    {
        var hashes = await HashesAsync(user, cancellationToken);
        if (!hashes.Remove(Hash(code))) return false;
        await SetTokenAsync(user, Provider, RecoveryCodes, string.Join(';', hashes), cancellationToken);
        return true;
    }

    public override async Task<int> CountCodesAsync(PortalUser user, CancellationToken cancellationToken) => (await HashesAsync(user, cancellationToken)).Count;

    /// <summary>
    /// A sign-in updates the passkey's counter together with the account's row. If that row has changed in the meantime, nothing is written. So a
    /// passkey that was removed in between does not come back.
    /// </summary>
    public override Task AddOrUpdatePasskeyAsync(PortalUser user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        Context.Attach(user);
        user.ConcurrencyStamp = Guid.NewGuid().ToString();
        return base.AddOrUpdatePasskeyAsync(user, passkey, cancellationToken);
    }

    private async Task<List<string>> HashesAsync(PortalUser user, CancellationToken cancellationToken) =>
        [.. (await GetTokenAsync(user, Provider, RecoveryCodes, cancellationToken) ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)];

    private static string Hash(string code) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(code.Trim().ToUpperInvariant())))[..32];
}
