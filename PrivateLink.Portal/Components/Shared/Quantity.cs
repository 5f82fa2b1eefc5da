using System.Globalization;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>Numbers with their units.</summary>
public static class Quantity
{
    private static readonly string[] ByteUnits = ["B", "KB", "MB", "GB", "TB"];

    public static string Bytes(long bytes)
    {
        double value = bytes;
        var unit = 0;
        for (; value >= 1000 && unit < ByteUnits.Length - 1; unit++) value /= 1000;
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || value >= 100 ? $"{value:0}" : $"{value:0.#}")} {ByteUnits[unit]}");
    }

    public static string Duration(TimeSpan duration) => duration switch
    {
        _ when duration < TimeSpan.FromMilliseconds(1) => Invariant($"{duration.TotalMicroseconds:0} µs"),
        _ when duration < TimeSpan.FromMilliseconds(10) => Invariant($"{duration.TotalMilliseconds:0.0} ms"),
        _ when duration < TimeSpan.FromSeconds(1) => Invariant($"{duration.TotalMilliseconds:0} ms"),
        _ when duration < TimeSpan.FromMinutes(1) => Invariant($"{duration.TotalSeconds:0.0} s"),
        _ when duration < TimeSpan.FromHours(1) => Invariant($"{(int)duration.TotalMinutes} min {duration.Seconds} s"),
        _ => Invariant($"{(int)duration.TotalHours} h {duration.Minutes} min"),
    };

    public static string Rate(double perSecond) => perSecond switch
    {
        < 10 => Invariant($"{perSecond:0.0}/s"),
        < 1000 => Invariant($"{perSecond:0}/s"),
        _ => Invariant($"{perSecond / 1000:0.0}k/s"),
    };

    /// <summary>"12", "1,200".</summary>
    public static string Number(long count) => Invariant($"{count:N0}");

    /// <summary>"1 connection", "12 connections".</summary>
    public static string Count(long count, string noun) => Invariant($"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>The same for a noun with another plural.</summary>
    public static string Count(long count, string noun, string plural) => Invariant($"{count:N0} {(count == 1 ? noun : plural)}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
