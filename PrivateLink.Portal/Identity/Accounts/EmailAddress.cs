using System.Net.Mail;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The email address for signing in. Features that send mail check whether it arrives.</summary>
internal static class EmailAddress
{
    /// <summary>What is wrong with an address. Null if it is valid.</summary>
    public static string? ErrorOf(string? email) => email?.Trim() switch
    {
        null or "" => "Enter an email address.",
        { Length: > PortalUser.EmailLength } => $"At most {PortalUser.EmailLength} characters.",
        var text when !MailAddress.TryCreate(text, out var address) || address.Address != text || text.Any(character => character is > '~' or <= ' ')
            => "This is not an email address. Example: ada@my-saas.io.",
        _ => null,
    };
}
