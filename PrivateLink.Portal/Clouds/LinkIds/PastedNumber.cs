using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Clouds.LinkIds;

/// <summary>A whole number as tools print it: plain, with grouped digits, or in hex after <c>0x</c>.</summary>
internal static partial class PastedNumber
{
    public static bool TryRead(string text, out BigInteger number)
    {
        number = default;
        if (Hex().Match(text) is { Success: true } hex)
            return BigInteger.TryParse("0" + hex.Groups["digits"].Value, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number);
        return (Plain().IsMatch(text) || Grouped().IsMatch(text))
            && BigInteger.TryParse(string.Concat(text.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Says how the text was understood if it was not the number's canonical form.</summary>
    public static string? ReadAs(string text, BigInteger number)
    {
        if (text == number.ToString(CultureInfo.InvariantCulture)) return null;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? $"Converted from hex: {number}." : $"Read as {number}.";
    }

    // Allows far more than 64 bits, so that an overlong number still counts as a number. Still short enough to convert on each keystroke.
    [GeneratedRegex("^[0-9]{1,400}$", RegexOptions.CultureInvariant)]
    private static partial Regex Plain();

    /// <summary>Matches groups of three with the same separator throughout, because a list of numbers is not one number.</summary>
    [GeneratedRegex(@"^[0-9]{1,3}(?<separator>[ \u00A0\u202F,._'’])[0-9]{3}(?:\k<separator>[0-9]{3})*$", RegexOptions.CultureInvariant)]
    private static partial Regex Grouped();

    [GeneratedRegex("^0x(?<digits>[0-9a-f]{1,400})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hex();
}
