using System.Text;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The secret that a person's authenticator app shares with the portal, during setup.</summary>
/// <param name="Text">The secret in Base32.</param>
/// <param name="Email">The person's address, for the list in the app.</param>
public sealed record AuthenticatorKey(string Text, string Email)
{
    private const string Issuer = "PrivateLink";
    private const int Group = 4;

    /// <summary>The content of the QR code.</summary>
    public string Uri => $"otpauth://totp/{Issuer}:{System.Uri.EscapeDataString(Email)}?secret={Text}&issuer={Issuer}&digits=6";

    /// <summary>The secret in groups of four, for manual entry.</summary>
    public string Grouped => string.Join(' ', Text.ToLowerInvariant().Chunk(Group).Select(group => new string(group)));

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Email = ").Append(Email);
        return true;
    }
}
