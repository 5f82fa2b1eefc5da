using System.Buffers;

namespace PrivateLink.Protocol.Links;

/// <summary>The characters allowed in textual link IDs: <c>[A-Za-z0-9-]</c>.</summary>
internal static class LinkCharacters
{
    internal static readonly SearchValues<char> Text =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    internal static readonly SearchValues<byte> Wire =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-"u8);

    /// <summary>Rejects any other character, so that undocumented bytes never reach a log line or a comparison.</summary>
    internal static bool AreIn(ReadOnlySpan<byte> text) => !text.IsEmpty && !text.ContainsAnyExcept(Wire);
}
