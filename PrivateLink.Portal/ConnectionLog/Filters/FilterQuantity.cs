using System.Globalization;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Parses the quantities that people type in filters: <c>12</c>, <c>1.5M</c>, <c>250ms</c>, <c>2026-03-01T12:00Z</c>.</summary>
internal static class FilterQuantity
{
    private static readonly (string Unit, double Factor)[] Sizes = [("kb", 1e3), ("mb", 1e6), ("gb", 1e9), ("k", 1e3), ("m", 1e6), ("g", 1e9), ("b", 1)];

    private static readonly (string Unit, double Microseconds)[] Durations = [("us", 1), ("µs", 1), ("ms", 1e3), ("s", 1e6), ("m", 6e7), ("h", 3.6e9)];

    private static readonly string[] TimeForms =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK",
    ];

    public static long? Number(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    public static long? Bytes(string text) => WithUnit(text, Sizes) ?? Number(text);

    /// <summary>Returns microseconds. Needs a unit, because a plain number is ambiguous.</summary>
    public static long? Duration(string text) => WithUnit(text, Durations);

    /// <summary>Returns the smallest connection ID of that time, because connections are ordered by ID. Without a zone the time is UTC.</summary>
    public static long? Time(string text) =>
        DateTimeOffset.TryParseExact(text, TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            ? ConnectionIds.FloorOf(time)
            : null;

    private static long? WithUnit(string text, (string Unit, double Factor)[] units)
    {
        foreach (var (unit, factor) in units)
            if (text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * factor < long.MaxValue)
                return (long)Math.Round(number * factor);
        return null;
    }
}
