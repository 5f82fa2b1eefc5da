namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Text patterns in which <c>*</c> matches any characters. Ignores the case of ASCII letters. Allocates nothing.</summary>
internal static class Glob
{
    public const char Any = '*';

    public static bool HasWildcard(string pattern) => pattern.Contains(Any, StringComparison.Ordinal);

    public static bool Matches(ReadOnlySpan<char> text, ReadOnlySpan<char> pattern)
    {
        int at = 0, inPattern = 0, star = -1, afterStar = 0;
        while (at < text.Length)
        {
            if (inPattern < pattern.Length && pattern[inPattern] == Any) (star, afterStar) = (inPattern++, at);
            else if (inPattern < pattern.Length && AreSame(text[at], pattern[inPattern])) (at, inPattern) = (at + 1, inPattern + 1);
            else if (star >= 0) (inPattern, at) = (star + 1, ++afterStar);
            else return false;
        }

        return !pattern[inPattern..].ContainsAnyExcept(Any);
    }

    /// <summary>The same pattern for SQL's LIKE, with a backslash as the escape character.</summary>
    public static string ToLike(string pattern)
    {
        var like = new System.Text.StringBuilder(pattern.Length + 4);
        foreach (var character in pattern)
        {
            if (character is '%' or '_' or '[' or '\\') like.Append('\\');
            like.Append(character == Any ? '%' : character);
        }

        return like.ToString();
    }

    private static bool AreSame(char left, char right) =>
        left == right || (char.IsAsciiLetter(left) && (left | 0x20) == (right | 0x20) && char.IsAsciiLetter(right));
}
