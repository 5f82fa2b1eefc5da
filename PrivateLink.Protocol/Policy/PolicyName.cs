namespace PrivateLink.Protocol.Policy;

/// <summary>The two forms of a resource's name: exact, or <c>*.</c> and a suffix for exactly one label.</summary>
internal static class PolicyName
{
    private const string WildcardPrefix = "*.";

    /// <summary>The exact name, or what is behind <c>*.</c></summary>
    public static ReadOnlySpan<char> Split(string name, out bool isWildcard)
    {
        isWildcard = name.StartsWith(WildcardPrefix, StringComparison.Ordinal);
        return isWildcard ? name.AsSpan(WildcardPrefix.Length) : name;
    }

    /// <summary>Whether a resource's name is the one that <see cref="Split"/> made two parts of.</summary>
    public static bool Is(string name, ReadOnlySpan<char> rest, bool isWildcard) =>
        Split(name, out var nameIsWildcard).SequenceEqual(rest) && nameIsWildcard == isWildcard;
}
