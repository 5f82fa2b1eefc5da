namespace PrivateLink.Protocol.Policy;

/// <summary>The two forms of a resource's name: exact, or <c>*.</c> and a suffix for exactly one label.</summary>
internal static class PolicyName
{
    private const string WildcardPrefix = "*.";

    /// <summary>The exact name, or the part after <c>*.</c></summary>
    public static ReadOnlySpan<char> Split(string name, out bool isWildcard)
    {
        isWildcard = name.StartsWith(WildcardPrefix, StringComparison.Ordinal);
        return isWildcard ? name.AsSpan(WildcardPrefix.Length) : name;
    }

    /// <summary>Whether a resource's name has the two parts that <see cref="Split"/> returns.</summary>
    public static bool Is(string name, ReadOnlySpan<char> rest, bool isWildcard) =>
        Split(name, out var nameIsWildcard).SequenceEqual(rest) && nameIsWildcard == isWildcard;
}
