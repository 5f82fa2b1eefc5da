using System.Buffers;
using System.Globalization;
using System.Net;

namespace PrivateLink.Portal.Resources;

/// <summary>The result of reading a typed host: the normalised name, or one sentence about the mistake.</summary>
public readonly record struct HostInputResult(string? Host, string? Error);

/// <summary>
/// Reads a typed host name of a resource: an exact name, or <c>*.</c> and a suffix for one label. Pure; the form calls it on each keystroke, and the
/// service calls it again.
/// </summary>
public static class HostInput
{
    public const int LongestName = 253;
    private const int LongestLabel = 63;
    private const string WildcardPrefix = "*.";

    private static readonly SearchValues<char> LabelCharacters = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789-_");

    // The reserved suffix of one-time claim names. The engine answers these names itself and never relays them.
    private const string ReservedSuffix = "claim.invalid";

    public static HostInputResult Parse(string? typed)
    {
        var text = (typed ?? "").Trim();
        if (text.Length == 0) return Wrong("Type the host name that clients connect to, such as megacorp.my-saas.io.");
        if (FormMistake(text) is { } mistake) return Wrong(mistake);

        var isWildcard = text.StartsWith(WildcardPrefix, StringComparison.Ordinal);
        var name = isWildcard ? text[WildcardPrefix.Length..] : text;
        if (name.EndsWith('.')) name = name[..^1];
        if (!TryToAscii(name, out name))
            return Wrong($"'{text}' cannot be written as a host name: a character in it is not allowed in domain names.");
        if (NameMistake(name, isWildcard) is { } wrong) return Wrong(wrong);
        return new(isWildcard ? WildcardPrefix + name : name, null);
    }

    /// <summary>The error for pasted text that is not a host name.</summary>
    private static string? FormMistake(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Host.Length > 0
                ? $"This is a URL. Type only the host name: {url.Host}."
                : "This is a URL. Type only the host name, without the part before '://' and without a path.";
        if (IPAddress.TryParse(text.Trim('[', ']'), out _))
            return "This is an IP address. Type the host name that clients ask for.";
        if (text.Contains('/', StringComparison.Ordinal))
            return "A host name has no path. Remove everything from the first '/'.";
        if (text.Contains(':', StringComparison.Ordinal))
            return "Remove the port: a host is protected on every port of the engine.";
        if (text.Contains('@', StringComparison.Ordinal))
            return "This is an email address. Type the host name that clients connect to.";
        if (text.Any(char.IsWhiteSpace))
            return "A host name has no spaces. Type one name.";
        if (text == "*" || text == WildcardPrefix)
            return "A wildcard needs the suffix that it covers, such as *.my-saas.io.";
        if (text.LastIndexOf('*') > 0 || (text[0] == '*' && !text.StartsWith(WildcardPrefix, StringComparison.Ordinal)))
            return "A wildcard stands for one whole label at the start: *.my-saas.io.";
        return null;
    }

    private static string? NameMistake(string name, bool isWildcard)
    {
        if (name.Length > LongestName - (isWildcard ? WildcardPrefix.Length : 0))
            return $"The name has {name.Length} characters. A host name has at most {LongestName}.";

        var labels = name.Split('.');
        if (labels.Contains("")) return "The name has an empty part: two dots in a row, or a dot at the start.";
        foreach (var label in labels)
        {
            if (label.Length > LongestLabel) return $"'{label}' has {label.Length} characters. A part between dots has at most {LongestLabel}.";
            if (label.AsSpan().IndexOfAnyExcept(LabelCharacters) is var index and >= 0)
                return $"'{label[index]}' cannot be part of a host name. Letters, digits, '-' and '_' can.";
        }

        if (labels.Length == 1)
            return isWildcard
                ? $"*.{name} would cover names that belong to others. Type at least two parts after the wildcard, such as *.my-saas.{name}."
                : $"'{name}' is only the first part of a name. Type the full host name, such as {name}.my-saas.io.";
        if (labels[^1].All(char.IsAsciiDigit))
            return "The last part of a host name cannot be a number.";
        if (name == ReservedSuffix || name.EndsWith("." + ReservedSuffix, StringComparison.Ordinal))
            return $"Names under {ReservedSuffix} are reserved for proving ownership of private endpoints.";
        return null;
    }

    /// <summary>International names are sent as A-labels (RFC 5890). ASCII names stay unchanged, because IDN does not allow '_'.</summary>
    private static bool TryToAscii(string name, out string ascii)
    {
        ascii = name.ToLowerInvariant();
        if (name.All(char.IsAscii)) return true;
        try
        {
            ascii = new IdnMapping().GetAscii(name).ToLowerInvariant();
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static HostInputResult Wrong(string error) => new(null, error);
}
