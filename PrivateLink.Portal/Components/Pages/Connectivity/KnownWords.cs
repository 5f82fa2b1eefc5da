using System.Globalization;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Connectivity;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>What an answer cannot know.</summary>
internal static class KnownWords
{
    public static IReadOnlyList<string> Of(ConnectivityView view)
    {
        List<string> lines = [$"Nothing is known of the time before {Moment(view.Known.From)}."];
        if (view.Known is { LostFrom: { } from, LostTo: { } to })
            lines.Add($"Between {Moment(from)} and {Moment(to)} some connections were lost from the records: a later one may be missing here.");
        if (view.Known.NotStored)
            lines.Add("Connections cannot be stored at the moment: what other processes decide is not in this answer.");
        if (view.MoreHosts > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{view.MoreHosts} more hosts are not part of this answer."));
        if (view.MayHaveMoreWays)
            lines.Add("Very many links that no host lists have come: only the newest of them are part of this answer.");
        return lines;
    }

    /// <summary>The ways to a host that are not shown.</summary>
    public static string MoreWays(ConnectivityView view, HostConnectivity host) => $"{(view.MayHaveMoreWays ? "At least " : "")}{Quantity.Count(host.MoreWays, "more link")} not listed.";

    private static string Moment(DateTime time) => TimeFormat.Moment(new(DateTime.SpecifyKind(time, DateTimeKind.Utc)), TimeZoneInfo.Utc);
}
