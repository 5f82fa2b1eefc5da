using System.Globalization;
using System.Text;

namespace PrivateLink.Engine.Connections;

/// <summary>Makes untrusted bytes safe for logs and screens: keeps printable ASCII, escapes everything else and bounds the length.</summary>
internal static class WireText
{
    private const int MaximumLength = 255;

    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var shown = bytes[..Math.Min(bytes.Length, MaximumLength)];
        if (shown.Length == bytes.Length && !shown.ContainsAnyExceptInRange((byte)'!', (byte)'~') && !shown.Contains((byte)'\\'))
            return Encoding.ASCII.GetString(shown);

        var text = new StringBuilder(shown.Length + 16);
        foreach (var value in shown)
        {
            if (value == '\\') text.Append(@"\\");
            else if (value is >= (byte)' ' and <= (byte)'~') text.Append((char)value);
            else text.Append(@"\x").Append(value.ToString("x2", CultureInfo.InvariantCulture));
        }

        return shown.Length == bytes.Length ? text.ToString() : text.Append('…').ToString();
    }
}
