using System.Buffers;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>A value as one word of a POSIX shell's command line. Inside single quotes nothing is special but the quote itself.</summary>
public static class ShellText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+=");

    public static string Word(string value)
    {
        // A word of its own that needs no quotes reads better. A leading '=' is expanded by zsh, a leading '-' might be taken for an option.
        if (value.Length > 0 && value[0] is not ('=' or '-') && !value.AsSpan().ContainsAnyExcept(Plain)) return value;
        return $"'{Printable(value).Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    public static string Words(IEnumerable<string> values) => string.Join(' ', values.Select(Word));

    /// <summary>No program takes a NUL in an argument, and a terminal obeys other control characters when the text is pasted into it.</summary>
    private static string Printable(string value) => string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character));
}
