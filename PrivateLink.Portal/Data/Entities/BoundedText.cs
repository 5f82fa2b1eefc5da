using System.Diagnostics.CodeAnalysis;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>Text that came from a stranger, cut to what its column holds: one long name must not keep a thousand other rows out.</summary>
internal static class BoundedText
{
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Cut(string? text, int length) => text?.Length > length ? text[..length] : text;
}
