using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The rules for a person's name.</summary>
internal static class PersonName
{
    /// <summary>What is wrong with a name. Null if it is valid.</summary>
    public static string? ErrorOf(string? name) => name?.Trim() switch
    {
        null or "" => "Enter the name that colleagues know you by.",
        { Length: > PortalUser.NameLength } => $"At most {PortalUser.NameLength} characters.",
        var text when text.Any(char.IsControl) => "Letters, signs and spaces only.",
        _ => null,
    };
}
