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
        return lines;
    }

    private static string Moment(DateTime time) => TimeFormat.Moment(new(DateTime.SpecifyKind(time, DateTimeKind.Utc)), TimeZoneInfo.Utc);
}
