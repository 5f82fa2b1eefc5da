using System.Text;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The secret that a person's authenticator app shares with the portal, while it is being set up.</summary>
/// <param name="Text">Base32.</param>
/// <param name="Email">Whose it is, for the app's list.</param>
public sealed record AuthenticatorKey(string Text, string Email)
{
    private const string Issuer = "PrivateLink";
    private const int Group = 4;

    /// <summary>What the QR code says.</summary>
    public string Uri => $"otpauth://totp/{Issuer}:{System.Uri.EscapeDataString(Email)}?secret={Text}&issuer={Issuer}&digits=6";

    /// <summary>For typing: in groups of four.</summary>
    public string Grouped => string.Join(' ', Text.ToLowerInvariant().Chunk(Group).Select(group => new string(group)));

    private bool PrintMembers(StringBuilder text)
    {
        text.Append("Email = ").Append(Email);
        return true;
    }
}
