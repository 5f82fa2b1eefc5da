using System.Buffers;

namespace PrivateLink.Portal.Clouds.Text;

/// <summary>A value as one word of a POSIX shell's command line. Inside single quotes, only the quote itself is special.</summary>
public static class ShellText
{
    private static readonly SearchValues<char> Plain =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:@,+=");

    public static string Word(string value)
    {
        // A word that needs no quotes is easier to read without them. But zsh expands a leading '=', and a leading '-' could be read as an option.
        if (value.Length > 0 && value[0] is not ('=' or '-') && !value.AsSpan().ContainsAnyExcept(Plain)) return value;
        return $"'{Printable(value).Replace("'", @"'\''", StringComparison.Ordinal)}'";
    }

    public static string Words(IEnumerable<string> values) => string.Join(' ', values.Select(Word));

    /// <summary>No program accepts a NUL in an argument, and a terminal obeys other control characters in pasted text.</summary>
    private static string Printable(string value) => string.Concat(value.Select(character => char.IsControl(character) ? ' ' : character));
}
