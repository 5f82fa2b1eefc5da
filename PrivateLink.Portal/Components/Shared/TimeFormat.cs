using System.Globalization;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>How times read: relative in lists, exact on hover and in details, ISO for machines.</summary>
public static class TimeFormat
{
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var ago = now - time;
        return ago switch
        {
            _ when ago < TimeSpan.FromSeconds(5) => "just now",
            _ when ago < TimeSpan.FromMinutes(1) => $"{(int)ago.TotalSeconds} s ago",
            _ when ago < TimeSpan.FromHours(1) => $"{(int)ago.TotalMinutes} min ago",
            _ when ago < TimeSpan.FromDays(1) => $"{(int)ago.TotalHours} h ago",
            _ when ago < TimeSpan.FromDays(14) => Plural((int)ago.TotalDays, "day"),
            _ => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
        };
    }

    public static string Exact(DateTimeOffset time, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var offset = zone == TimeZoneInfo.Utc ? "UTC" : local.ToString("zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} {offset}";
    }

    public static string Clock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    public static string DateAndClock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss.f", CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Plural(int count, string unit) => $"{count} {unit}{(count == 1 ? "" : "s")} ago";
}
