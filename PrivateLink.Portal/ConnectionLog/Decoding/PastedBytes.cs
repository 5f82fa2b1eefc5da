using System.Text;

namespace PrivateLink.Portal.ConnectionLog.Decoding;

/// <summary>Bytes that a person pasted: hexadecimal in any of its usual forms, or base64.</summary>
/// <param name="Bytes">The bytes; null if the text is neither form.</param>
/// <param name="Form">The form that the text was read as.</param>
/// <param name="Error">What is wrong, with the position in the text; null if nothing is.</param>
public sealed record PastedBytes(byte[]? Bytes, string Form, string? Error)
{
    /// <summary>Twice the size of a header and the largest hello.</summary>
    public const int MaximumLength = 300_000;

    /// <summary>Reads <c>0d 0a</c>, <c>0x0d,0x0a</c>, <c>\x0d\x0a</c>, <c>0d:0a</c>, a dump of xxd or Wireshark, or base64.</summary>
    public static PastedBytes Read(string? text)
    {
        text = (text ?? "").Trim();
        if (text.Length == 0) return new(null, "", null);
        if (text.Length > MaximumLength) return new(null, "", $"That is more than {MaximumLength} characters: a header and a hello together are never that long.");

        var digits = HexDigits(WithoutDump(text), out var wrongAt);
        if (wrongAt is null)
            return digits.Length % 2 == 0
                ? new(Convert.FromHexString(digits), "hexadecimal", null)
                : new(null, "hexadecimal", $"There is an odd number of hexadecimal digits ({digits.Length}): one is missing. Copy the bytes again.");

        var base64 = string.Concat(text.Where(character => !char.IsWhiteSpace(character))).Replace('-', '+').Replace('_', '/').TrimEnd('=');
        var buffer = new byte[(base64.Length / 4 * 3) + 3];
        if (Convert.TryFromBase64String(base64.PadRight((base64.Length + 3) / 4 * 4, '='), buffer, out var length) && length > 0)
            return new(buffer[..length], "base64", null);
        return new(null, "", $"Neither hexadecimal nor base64: '{text[wrongAt.Value]}' at character {wrongAt.Value + 1} is not valid there.");
    }

    /// <summary>The digits of all bytes, without spaces and common separators.</summary>
    private static string HexDigits(string text, out int? wrongAt)
    {
        var digits = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var character = text[at];
            if (char.IsAsciiHexDigit(character) && !(character == '0' && at + 1 < text.Length && text[at + 1] is 'x' or 'X' && at + 2 < text.Length && char.IsAsciiHexDigit(text[at + 2])))
                digits.Append(character);
            else if (character == '0' && at + 1 < text.Length && text[at + 1] is 'x' or 'X') at++;
            else if (character == '\\' && at + 1 < text.Length && text[at + 1] == 'x') at++;
            else if (!(char.IsWhiteSpace(character) || character is ':' or ',' or ';' or '-' or '"' or '\'' or '{' or '}'))
            {
                wrongAt = at;
                return "";
            }
        }

        wrongAt = null;
        return digits.ToString();
    }

    /// <summary>Removes the offsets and the text column of a hex dump; leaves any other text unchanged.</summary>
    private static string WithoutDump(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!lines.All(line => DumpLine().IsMatch(line))) return text;
        return string.Join('\n', lines.Select(line => DumpLine().Match(line).Groups["bytes"].Value));
    }

    private static System.Text.RegularExpressions.Regex DumpLine() => Dump;

    private static readonly System.Text.RegularExpressions.Regex Dump = new(
        @"^[0-9a-fA-F]{4,8}(?::\s+|\s{2,4})(?<bytes>(?:[0-9a-fA-F]{2,4} ?){1,16}(?: (?:[0-9a-fA-F]{2} ?){1,8})?)(?:\s{2,}.*)?$",
        System.Text.RegularExpressions.RegexOptions.CultureInvariant | System.Text.RegularExpressions.RegexOptions.NonBacktracking);
}
