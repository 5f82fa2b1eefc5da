using System.Globalization;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The formats of times: relative in lists, exact on hover and in details, ISO for machines.</summary>
public static class TimeFormat
{
    /// <summary>How long ago, or how long until then. Clocks of two machines may differ by seconds, so a few seconds count as now.</summary>
    public static string Relative(DateTimeOffset time, DateTimeOffset now)
    {
        var away = (now - time).Duration();
        var words = away switch
        {
            _ when away < TimeSpan.FromMinutes(1) => $"{(int)away.TotalSeconds} s",
            _ when away < TimeSpan.FromHours(1) => $"{(int)away.TotalMinutes} min",
            _ when away < TimeSpan.FromDays(1) => $"{(int)away.TotalHours} h",
            _ => Days((int)away.TotalDays),
        };
        return away switch
        {
            _ when away < TimeSpan.FromSeconds(5) => "just now",
            _ when away >= TimeSpan.FromDays(14) => time.ToString("d MMM yyyy", CultureInfo.InvariantCulture),
            _ => time > now ? $"in {words}" : $"{words} ago",
        };
    }

    /// <summary>To the second, with its zone: the usual format for people.</summary>
    public static string Moment(DateTimeOffset time, TimeZoneInfo zone) => InZone(time, zone, "yyyy-MM-dd HH:mm:ss");

    /// <summary>To the millisecond, with its zone: to compare connections, and on hover.</summary>
    public static string Exact(DateTimeOffset time, TimeZoneInfo zone) => InZone(time, zone, "yyyy-MM-dd HH:mm:ss.fff");

    public static string Clock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);

    /// <summary>The time of today to the second, for what happens now.</summary>
    public static string Seconds(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>To the minute; on another day than now, with the date.</summary>
    public static string Minute(DateTimeOffset time, DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        return local.ToString(local.Date == TimeZoneInfo.ConvertTime(now, zone).Date ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    public static string DateAndClock(DateTimeOffset time, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd HH:mm:ss.f", CultureInfo.InvariantCulture);

    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>The value of the browser's date and time field: to the minute, on the clock of a zone.</summary>
    public static string Field(DateTimeOffset time, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(time, zone).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>Reads the time from such a field; null if it has none. A time that the clock skips in spring becomes one hour later.</summary>
    public static DateTimeOffset? FromField(string? text, TimeZoneInfo zone)
    {
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)) return null;
        local = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>The zone of such a field, for its label, in the same words as the choice of the zone.</summary>
    public static string FieldZone(TimeZoneInfo zone) => zone == TimeZoneInfo.Utc ? "UTC" : "local";

    private static string InZone(DateTimeOffset time, TimeZoneInfo zone, string format)
    {
        var local = TimeZoneInfo.ConvertTime(time, zone);
        var offset = zone == TimeZoneInfo.Utc ? "UTC" : local.ToString("zzz", CultureInfo.InvariantCulture);
        return $"{local.ToString(format, CultureInfo.InvariantCulture)} {offset}";
    }

    private static string Days(int count) => count == 1 ? "1 day" : $"{count} days";
}
