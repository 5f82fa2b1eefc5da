using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>A person's own account, for the account page.</summary>
public sealed record AccountView(string Email, bool HasPassword, int RecoveryCodes, IReadOnlyList<PasskeyView> Passkeys);

/// <summary>One passkey of a person.</summary>
/// <param name="Id">The credential's ID as base64url, for forms.</param>
public sealed record PasskeyView(string Id, string Name, DateTimeOffset CreatedAt)
{
    internal static PasskeyView Of(UserPasskeyInfo passkey) => new(Base64Url.EncodeToString(passkey.CredentialId), passkey.Name ?? "Passkey", passkey.CreatedAt);
}
