namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>A value in a pasted text, with its name in that text.</summary>
/// <param name="Key">The letters and digits of its name, in lower case: <c>IpAddress</c>, <c>ip_address</c> and <c>IP address</c> are one key.</param>
/// <param name="Value">The value.</param>
/// <param name="Under">The key of the enclosing object. Empty at the top, and in texts that are not JSON.</param>
public sealed record PastedFact(string Key, string Value, string Under = "")
{
    /// <summary>Converts a name to a key.</summary>
    public static string KeyOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
