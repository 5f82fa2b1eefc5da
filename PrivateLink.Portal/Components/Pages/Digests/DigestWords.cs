using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Digests;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.Digests;

/// <summary>A digest's numbers in words, and the addresses of the connections behind them.</summary>
public static class DigestWords
{
    /// <summary>The change from the day before: a number if there is one to compare with.</summary>
    public static string ChangeOf(DailyDigest digest, DigestSum sum) => sum switch
    {
        _ when !digest.HasDayBefore => "no day before to compare with",
        { Now: 0, Before: 0 } => "same as the day before",
        { Before: 0 } => "none on the day before",
        _ when sum.Now == sum.Before => "same as the day before",
        _ => string.Create(CultureInfo.InvariantCulture, $"{(sum.Now > sum.Before ? "+" : "−")}{100.0 * Math.Abs(sum.Now - sum.Before) / sum.Before:N0} % from the day before"),
    };

    /// <summary>"29 November 2026 (UTC)".</summary>
    public static string NameOf(DateOnly day) => $"{day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)} (UTC)";

    /// <summary>"5 (day before: 3)"; leaves out the day before if there is none.</summary>
    public static string Changed(DailyDigest digest, DigestSum sum) =>
        string.Create(CultureInfo.InvariantCulture, $"{sum.Now:N0}{(digest.HasDayBefore ? string.Create(CultureInfo.InvariantCulture, $" (day before: {sum.Before:N0})") : "")}");

    /// <summary>A note about the start of the installation; null if it is older than both days.</summary>
    public static string? BeginOf(DailyDigest digest) => digest switch
    {
        { IsBeforeBegin: true } => "This installation did not exist yet on this day.",
        { HasDayBefore: false } => "This installation was created on this day: there is no day before to compare with.",
        _ => null,
    };

    /// <summary>What is missing; null if nothing is known to be missing.</summary>
    public static string? MissingIn(DailyDigest digest) => digest is { IsIncomplete: true, IsBeforeBegin: false }
        ? string.Join(" ", ((string?[])
        [
            digest.Gaps.Count == 0 ? null : $"{(digest.Gaps.Count == 1 ? "In one period" : $"In {digest.Gaps.Count} periods")} some connections have no row of their own; the totals include them.",
            digest.IsBehind ? "Some totals of this day cannot be stored now, so these numbers are too low. They grow once the database stores totals again." : null,
            digest.SilentHours == 0 ? null : $"In {Quantity.Count(digest.SilentHours, "hour")} nothing was counted for any tenant. The proxy may not have run, so these numbers may be too low.",
        ]).OfType<string>())
        : null;

    /// <summary>The history of that day with a filter.</summary>
    public static string Href(DateOnly day, ConnectionFilter filter)
    {
        var path = ConnectionQuery.Href("history", filter);
        var (from, to) = (day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), day.AddDays(1).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}range=custom&from={from}T00:00&to={to}T00:00";
    }

    /// <summary>The connections to a host on that day.</summary>
    public static string Href(DateOnly day, DigestHost host) =>
        Href(day, host.Host is { } name ? ConnectionFilter.Of(FilterField.Host, name) : ConnectionFilter.Of(FilterField.Resource, $"{host.ResourceId}"));
}
