using System.Diagnostics.CodeAnalysis;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>Text that came from a stranger, cut to what its column holds: one long name must not keep a thousand other rows out.</summary>
internal static class BoundedText
{
    /// <summary>Stands at the end of an identity that was cut: what is left must not pass for another one.</summary>
    private const string Mark = "…";

    /// <summary>The beginning of a text; never half a character.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>The beginning of something that names a thing, with a mark that no name has: a long one never becomes equal to a short one.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? CutName(string? text, int length) => text?.Length > length ? Cut(text, length - Mark.Length) + Mark : text;
}
