using System.Buffers;

namespace PrivateLink.Protocol.Links;

/// <summary>The characters of link IDs that are text: <c>[A-Za-z0-9-]</c>.</summary>
internal static class LinkCharacters
{
    internal static readonly SearchValues<char> Text =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    internal static readonly SearchValues<byte> Wire =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    /// <summary>Anything else than the documented characters must not travel on as text: not into a log line, not into a comparison.</summary>
    internal static bool AreIn(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Wire);
}
