using System.Globalization;
using System.Text;

namespace PrivateLink.Engine.Connections;

/// <summary>
/// Guesses the protocol of unexpected first bytes for the record's detail, since "looks like HTTP" tells an operator more than hex. Never part of a
/// decision.
/// </summary>
internal static class FirstBytes
{
    private static readonly string[] HttpMethods = ["GET ", "HEAD ", "POST ", "PUT ", "PATCH ", "DELETE ", "OPTIONS ", "CONNECT ", "PRI "];

    private static readonly Beginning[] Known =
    [
        new("0d0a0d0a000d0a515549540a", "looks like a PROXY header"),
        new("50524f585920", "looks like a PROXY header, version 1"),
        new("1603", "looks like TLS"),
        new("5353482d", "looks like SSH"),
        .. HttpMethods.Select(static method => new Beginning(Convert.ToHexString(Encoding.ASCII.GetBytes(method)), "looks like HTTP")),

        // A start-up packet: its length, then SSLRequest, GSSENCRequest or protocol 3.0 (PostgreSQL manual, "Message Formats").
        new("00......04d2162f", "looks like PostgreSQL"),
        new("00......04d21630", "looks like PostgreSQL"),
        new("00......00030000", "looks like PostgreSQL"),
        new("80..01", "looks like SSL 2"),
    ];

    private enum Fit
    {
        None,
        SoFar,
        Whole,
    }

    /// <summary>The likely protocol; null if no known protocol begins like this.</summary>
    public static string? Describe(ReadOnlySpan<byte> bytes)
    {
        foreach (var beginning in Known)
            if (beginning.FitOf(bytes) == Fit.Whole) return beginning.Description;
        return null;
    }

    /// <summary>
    /// Whether a few more bytes could identify the protocol. The engine waits for them, so that segmentation does not change the record. It waits for
    /// about a dozen bytes at most, within the prelude's deadline.
    /// </summary>
    public static bool MayStillTell(ReadOnlySpan<byte> bytes)
    {
        var soFar = false;
        foreach (var beginning in Known)
        {
            var fit = beginning.FitOf(bytes);
            if (fit == Fit.Whole) return false;
            soFar |= fit == Fit.SoFar;
        }

        return soFar;
    }

    /// <param name="pattern">Bytes in hex; <c>..</c> matches any byte.</param>
    /// <param name="description">The text for the record.</param>
    private sealed class Beginning(string pattern, string description)
    {
        private const int Any = -1;

        private readonly int[] _bytes = [.. pattern.Chunk(2).Select(static hex =>
            hex is ['.', '.'] ? Any : int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture))];

        public string Description => description;

        public Fit FitOf(ReadOnlySpan<byte> bytes)
        {
            for (var i = 0; i < Math.Min(bytes.Length, _bytes.Length); i++)
                if (_bytes[i] != Any && _bytes[i] != bytes[i]) return Fit.None;
            return bytes.Length < _bytes.Length ? Fit.SoFar : Fit.Whole;
        }
    }
}
