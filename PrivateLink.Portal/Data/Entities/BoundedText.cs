using System.Diagnostics.CodeAnalysis;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>Text from a stranger, cut to the size of its column. One long name must not block a thousand other rows.</summary>
internal static class BoundedText
{
    /// <summary>Marks the end of an identity that was cut, so that the rest cannot be mistaken for another identity.</summary>
    private const string Mark = "…";

    /// <summary>The beginning of a text. Never splits a character.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int length)
    {
        if (text is null || text.Length <= length) return text;
        return text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
    }

    /// <summary>The beginning of a name, followed by a mark that no name contains. So a long name never becomes equal to a short one.</summary>
    [return: NotNullIfNotNull(nameof(text))]
    public static string? CutName(string? text, int length) => text?.Length > length ? Cut(text, length - Mark.Length) + Mark : text;
}
