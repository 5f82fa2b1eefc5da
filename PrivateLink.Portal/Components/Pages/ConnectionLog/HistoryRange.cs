using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>A span of time that a page shows, as in its URL: a standard span, or from and to.</summary>
/// <param name="Code">Its name in the URL.</param>
/// <param name="Words">Its name on the screen.</param>
/// <param name="Length">How far it goes back from now; null for everything that is stored.</param>
public sealed record HistoryRange(string Code, string Words, TimeSpan? Length)
{
    public const string Custom = "custom";

    public static HistoryRange Default { get; } = new("24h", "Last 24 hours", TimeSpan.FromHours(24));

    public static IReadOnlyList<HistoryRange> All { get; } =
    [
        new("15m", "Last 15 minutes", TimeSpan.FromMinutes(15)),
        new("1h", "Last hour", TimeSpan.FromHours(1)),
        new("6h", "Last 6 hours", TimeSpan.FromHours(6)),
        Default,
        new("7d", "Last 7 days", TimeSpan.FromDays(7)),
        new("30d", "Last 30 days", TimeSpan.FromDays(30)),
        new("all", "Everything stored", null),
    ];

    public static HistoryRange Of(string? code) => All.FirstOrDefault(range => range.Code == code) ?? Default;

    /// <summary>A time in UTC as a URL has it, as short as possible.</summary>
    public static string Write(DateTimeOffset time) => time.UtcDateTime.ToString(
        time.UtcTicks % TimeSpan.TicksPerMinute == 0 ? "yyyy-MM-dd'T'HH:mm" : "yyyy-MM-dd'T'HH:mm:ss.FFF", CultureInfo.InvariantCulture);

    /// <summary>A span in the form that the history's URL uses.</summary>
    public static string Write(DateTimeOffset from, DateTimeOffset to) => $"range={Custom}&from={Write(from)}&to={Write(to)}";

    /// <summary>The address of the history of a span.</summary>
    public static string Href(ConnectionFilter filter, DateTimeOffset from, DateTimeOffset to) =>
        ConnectionQuery.With(ConnectionQuery.Href("history", filter), Write(from, to));

    public static DateTimeOffset? Read(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time) ? time : null;
}
