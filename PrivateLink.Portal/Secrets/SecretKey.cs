using System.Data.Common;
using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Secrets;

/// <summary>Determines which settings are secrets: by their names and, for connection strings, by their content.</summary>
internal static partial class SecretKey
{
    private const string Masked = "********";

    private static readonly string[] Words = ["password", "pwd", "secret", "token", "apikey", "accesskey"];

    /// <summary>Whether the value must not appear on a screen or in a repository.</summary>
    public static bool IsSecret(string key, string? value) =>
        !string.IsNullOrEmpty(value) && (IsNamedSo(LastPartOf(key)) || PasswordsIn(value).Length > 0);

    /// <summary>The value in a form that may be shown: a connection string without its passwords; any other secret is hidden.</summary>
    public static string Mask(string key, string value)
    {
        if (IsNamedSo(LastPartOf(key))) return Masked;
        if (PasswordsIn(value) is not { Length: > 0 } passwords) return CredentialsInUrl().Replace(value, $"$1{Masked}@");
        var connection = new DbConnectionStringBuilder { ConnectionString = value };
        foreach (var password in passwords) connection[password] = Masked;
        return connection.ConnectionString;
    }

    /// <summary>The secrets themselves, for a search in other texts: the value, or the passwords in a connection string or an address.</summary>
    public static IEnumerable<string> SecretsIn(string key, string value)
    {
        if (IsNamedSo(LastPartOf(key))) return [value];
        if (PasswordsIn(value) is not { Length: > 0 } passwords) return CredentialsInUrl().Match(value) is { Success: true } found ? [found.Groups[2].Value] : [];
        var connection = new DbConnectionStringBuilder { ConnectionString = value };
        return passwords.Select(password => (string)connection[password]);
    }

    private static bool IsNamedSo(string name) => Array.Exists(Words, word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static string LastPartOf(string key) => key[(key.LastIndexOf(':') + 1)..];

    private static string[] PasswordsIn(string value)
    {
        if (!value.Contains('=', StringComparison.Ordinal)) return [];
        try
        {
            var connection = new DbConnectionStringBuilder { ConnectionString = value };
            return [.. connection.Keys.Cast<string>().Where(key => IsNamedSo(key) && connection[key] is string { Length: > 0 })];
        }
        catch (ArgumentException)
        {
            return [];
        }
    }

    [GeneratedRegex(@"^([a-z][a-z0-9+.-]*://[^/@:]*:)([^/@]+)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CredentialsInUrl();
}
