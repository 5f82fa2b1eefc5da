using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>
/// Requires length, not complexity. No mix of character kinds is required, but passwords that attackers try first are refused. There is a maximum
/// because the cost of hashing grows with the length.
/// </summary>
internal sealed class PasswordRules : IPasswordValidator<PortalUser>
{
    public const int MinimumLength = 12;
    public const int MaximumLength = 256;

    /// <summary>The advice beside the field.</summary>
    public const string Advice = "At least 12 characters. Best is a few words that only you would combine.";

    private const int ShortestPart = 4;

    public Task<IdentityResult> ValidateAsync(UserManager<PortalUser> manager, PortalUser user, string? password) =>
        Task.FromResult(ErrorOf(password ?? "", user.Email ?? "", user.Name) is { } error
            ? IdentityResult.Failed(new IdentityError { Code = nameof(PasswordRules), Description = error })
            : IdentityResult.Success);

    /// <summary>What is wrong with a password for this person. Null if it is valid.</summary>
    public static string? ErrorOf(string password, string email, string name)
    {
        if (password.Length < MinimumLength) return $"A password has at least {MinimumLength} characters; this one has {password.Length}.";
        if (password.Length > MaximumLength) return $"A password has at most {MaximumLength} characters.";
        if (CommonPasswords.Contains(password)) return "This is one of the passwords that attackers try first. Choose words that only you would combine.";
        return PartsOf(email).Concat(PartsOf(name)).Any(part => password.Replace(part, "", StringComparison.OrdinalIgnoreCase).Length < MinimumLength - ShortestPart
                && password.Contains(part, StringComparison.OrdinalIgnoreCase))
            ? "This is mostly your own name or address. Choose another password."
            : null;
    }

    private static IEnumerable<string> PartsOf(string text) => text.Split([' ', '@', '.', '-', '_'], StringSplitOptions.RemoveEmptyEntries).Where(part => part.Length >= ShortestPart);
}
