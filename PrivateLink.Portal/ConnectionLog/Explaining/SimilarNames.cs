using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>Finds names that a client may have meant when it asked for an unknown one.</summary>
internal static class SimilarNames
{
    private const int Most = 3;

    /// <summary>Names that differ in one place: one character more, less or different, or two swapped characters.</summary>
    public static IReadOnlyList<string> To(string name, IEnumerable<ResourcePolicy> resources) =>
        [.. resources.SelectMany(resource => resource.Names).Where(known => IsSimilar(known, name)).Order(StringComparer.Ordinal).Take(Most)];

    /// <summary>Whether a name, or its first label, differs in one place from the requested name.</summary>
    internal static bool IsNear(ReadOnlySpan<char> name, ReadOnlySpan<char> asked) =>
        IsSimilar(name, asked) || (name.IndexOf('.') is >= 0 and var dot && IsSimilar(name[..dot], asked));

    internal static bool IsSimilar(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (Math.Abs(left.Length - right.Length) > 1) return false;
        var prefix = left.CommonPrefixLength(right);
        var suffix = 0;
        while (suffix < Math.Min(left.Length, right.Length) - prefix && left[^(suffix + 1)] == right[^(suffix + 1)]) suffix++;
        var one = left[prefix..^suffix];
        var other = right[prefix..^suffix];
        return Math.Max(one.Length, other.Length) == 1 || (one.Length == 2 && other.Length == 2 && one[0] == other[1] && one[1] == other[0]);
    }
}
