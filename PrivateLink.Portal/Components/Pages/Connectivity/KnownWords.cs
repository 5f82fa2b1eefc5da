using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Connectivity;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>The sentences about what an answer cannot know.</summary>
internal static class KnownWords
{
    public static IReadOnlyList<string> Of(ConnectivityView view)
    {
        List<string> lines = [$"No data before {Moment(view.Known.From)}."];
        if (view.Known is { LostFrom: { } from, LostTo: { } to })
            lines.Add($"Between {Moment(from)} and {Moment(to)} some connections were lost from the log. A later one may be missing here.");
        if (view.Known.NotStored)
            lines.Add("Connections cannot be stored now. This answer does not include decisions of other processes.");
        if (view.MoreHosts > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{view.MoreHosts} more hosts are not included in this answer."));
        if (view.MayHaveMoreWays)
            lines.Add("Very many unlisted links have arrived. This answer includes only the newest of them.");
        return lines;
    }

    /// <summary>How many paths to a host are not shown.</summary>
    public static string MoreWays(ConnectivityView view, HostConnectivity host) => $"{(view.MayHaveMoreWays ? "At least " : "")}{Quantity.Count(host.MoreWays, "more link")} not listed.";

    private static string Moment(DateTime time) => TimeFormat.Moment(new(DateTime.SpecifyKind(time, DateTimeKind.Utc)), TimeZoneInfo.Utc);
}
