namespace PrivateLink.Protocol.Links;

/// <summary>The canonical text of numeric link IDs: decimal, without leading zeros.</summary>
internal static class CanonicalNumber
{
    internal static bool Is(ReadOnlySpan<char> text) => text is "0" || (text.Length > 0 && text[0] is >= '1' and <= '9');
}
