namespace PrivateLink.Portal.Clouds.Pastes;

/// <summary>One value in a pasted text, with the name that the text gives it.</summary>
/// <param name="Key">The letters and digits of its name, in lower case: <c>IpAddress</c>, <c>ip_address</c> and <c>IP address</c> are one key.</param>
/// <param name="Value">The value.</param>
/// <param name="Under">The key of the object around it. Empty at the top, and in texts that are not JSON.</param>
public sealed record PastedFact(string Key, string Value, string Under = "")
{
    /// <summary>A name as a key.</summary>
    public static string KeyOf(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
