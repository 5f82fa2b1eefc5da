using System.Globalization;
using System.Text;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Mail;

namespace PrivateLink.Portal.News;

/// <summary>Writes one letter about all waiting items of one kind for one person.</summary>
internal static class NewsLetter
{
    private const int MostTold = 20;

    /// <param name="person">The recipient.</param>
    /// <param name="items">The items, oldest first; at least one.</param>
    /// <param name="zone">The person's time zone, if known.</param>
    /// <param name="root">The portal's address.</param>
    public static (string Subject, string Text) Of(PortalUser person, IReadOnlyList<NewsItem> items, TimeZoneInfo? zone, string root)
    {
        var (last, kind) = (items[^1], items[0].Kind);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"Hello {MailText.OneLine(person.Name)},\n\n");
        foreach (var item in items.TakeLast(MostTold))
            text.Append(CultureInfo.InvariantCulture, $"{item.Text}\n{NewsWords.OfTime(kind)}: {Time(item.At, zone)}\n\n");
        if (items.Count > MostTold) text.Append(CultureInfo.InvariantCulture, $"And {items.Count - MostTold} earlier events.\n\n");
        text.Append(CultureInfo.InvariantCulture, $"See it in the portal: {root}/{(items.Count == 1 ? last.Path : "")}\n\n");
        text.Append(NewsWords.IsAlways(kind)
            ? "Every owner gets this email, because a host that was closed is now open.\n"
            : $"You get this email because {WhyOf(kind)}. Change or disable your notifications: {root}/account/mail\n");
        return (items.Count == 1 ? last.Subject : $"{NewsWords.Of(kind)} ({items.Count} times)", text.ToString());
    }

    private static string WhyOf(NewsKind kind) => kind switch
    {
        _ when NewsChoice.IsOffUnlessChosen(kind) => "you asked for it",
        _ when NewsWords.IsForOperations(kind) => "you help to operate this portal",
        _ => "it is about your hosts and endpoints",
    };

    private static string Time(DateTime time, TimeZoneInfo? zone)
    {
        const string Format = "d MMMM yyyy HH:mm";
        var utc = time.ToString(Format, CultureInfo.InvariantCulture) + " UTC";
        return zone is null || zone == TimeZoneInfo.Utc ? utc : $"{utc} ({TimeZoneInfo.ConvertTimeFromUtc(time, zone).ToString(Format, CultureInfo.InvariantCulture)} {zone.Id})";
    }
}
