using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>What a person may be called.</summary>
internal static class PersonName
{
    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static string? ErrorOf(string? name) => name?.Trim() switch
    {
        null or "" => "Enter the name that colleagues know you by.",
        { Length: > PortalUser.NameLength } => $"At most {PortalUser.NameLength} characters.",
        var text when text.Any(char.IsControl) => "Letters, signs and spaces only.",
        _ => null,
    };
}
