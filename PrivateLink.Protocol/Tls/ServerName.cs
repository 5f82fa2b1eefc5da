using System.Buffers;

namespace PrivateLink.Protocol.Tls;

/// <summary>
/// Normalises host names to the form that the policy compares: lower-case ASCII without a trailing dot. Labels have 1 to 63 letters, digits, <c>-</c>
/// and <c>_</c>. A name has at most 253 characters and is never an IP literal (RFC 6066, section 3; RFC 1035, section 2.3.4). Pure.
/// </summary>
public static class ServerName
{
    /// <summary>The longest name, without the trailing dot.</summary>
    public const int MaximumLength = 253;

    private const int MaximumLabelLength = 63;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Normalises a name from the wire. Does not allocate.</summary>
    /// <param name="sent">The bytes of the server_name extension; not necessarily text.</param>
    /// <param name="normalized">At least <see cref="MaximumLength"/> characters.</param>
    /// <param name="length">The characters written.</param>
    /// <returns>False if the bytes are not a host name.</returns>
    public static bool TryNormalize(ReadOnlySpan<byte> sent, Span<char> normalized, out int length)
    {
        length = 0;
        if (sent.EndsWith("."u8)) sent = sent[..^1];
        if (sent.Length is 0 or > MaximumLength) return false;

        for (var i = 0; i < sent.Length; i++)
        {
            if (!IsAllowed(sent[i])) return false;
            normalized[i] = (char)(sent[i] is >= (byte)'A' and <= (byte)'Z' ? sent[i] | 0x20 : sent[i]);
        }

        length = sent.Length;
        return HasValidLabels(normalized[..length]);
    }

    /// <summary>Normalises a name from user input or configuration; false if it is not a host name.</summary>
    public static bool TryNormalize(ReadOnlySpan<char> text, out string normalized)
    {
        normalized = "";
        if (text.Length > MaximumLength + 1) return false;
        Span<byte> bytes = stackalloc byte[MaximumLength + 1];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i])) return false;
            bytes[i] = (byte)text[i];
        }

        Span<char> name = stackalloc char[MaximumLength];
        if (!TryNormalize(bytes[..text.Length], name, out var length)) return false;
        normalized = name[..length].ToString();
        return true;
    }

    private static bool IsAllowed(byte value) => char.IsAsciiLetterOrDigit((char)value) || value is (byte)'-' or (byte)'_' or (byte)'.';

    private static bool HasValidLabels(ReadOnlySpan<char> name)
    {
        var last = name;
        foreach (var range in name.Split('.'))
        {
            last = name[range];
            if (last.Length is 0 or > MaximumLabelLength) return false;
        }

        return !IsNumber(last);
    }

    /// <summary>
    /// A name whose last label is a number is an IPv4 address (WHATWG URL, "ends in a number"): dotted, shortened or hexadecimal. No top-level domain
    /// is a number.
    /// </summary>
    private static bool IsNumber(ReadOnlySpan<char> label)
    {
        if (!label.ContainsAnyExceptInRange('0', '9')) return true;
        return label.StartsWith("0x", StringComparison.Ordinal) && !label[2..].ContainsAnyExcept(HexDigits);
    }
}
