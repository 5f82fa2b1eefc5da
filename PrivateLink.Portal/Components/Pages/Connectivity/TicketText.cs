using System.Globalization;
using System.Text;
using PrivateLink.Portal.Components.Shared;
using PrivateLink.Portal.Connectivity;

namespace PrivateLink.Portal.Components.Pages.Connectivity;

/// <summary>
/// The answer as plain text for a ticket, with UTC times. It contains only what the customer may see, so it is safe to paste
/// anywhere: it contains no other customer's link, no upstream and no address.
/// </summary>
public static class TicketText
{
    public static string Of(ConnectivityView view)
    {
        view = view.ForTheCustomer ?? view;
        var words = new VerdictWords(view.Tenant, IsCompany: false, view.At) { IsForAnyone = true };
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Can {SafeText.Of(view.Tenant)} connect? As of {Exact(view.At)}").AppendLine(words.Of(view));
        if (Act(view, words.ActOf(view)) is { } act) text.AppendLine(act);
        foreach (var silent in words.ActsOfSilent(view))
            text.AppendLine(CultureInfo.InvariantCulture, $"{(silent.IsCustomers ? SafeText.Of(view.Tenant) : "The company that runs the service")} must act: {silent.What}");
        foreach (var failed in view.FailedNames)
            text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{words.Of(failed)} ({failed.Description.Code}).")
                .AppendLine(CultureInfo.InvariantCulture, $"  {SafeText.Of(view.Tenant)} must act: {failed.Description.Remedy}");
        foreach (var host in view.Hosts) Add(text, view, host, words);
        foreach (var dispute in view.Disputes)
            text.AppendLine().AppendLine(dispute.IsDispute
                ? $"{SafeText.Of(dispute.Endpoint)}: its link has been in dispute since {Exact(dispute.Since)}. The company that runs the service decides."
                : $"{SafeText.Of(dispute.Endpoint)}: waiting for approval since {Exact(dispute.Since)}. The company that runs the service decides.");
        text.AppendLine();
        foreach (var line in KnownWords.Of(view)) text.AppendLine(line);
        return text.ToString().ReplaceLineEndings("\n").TrimEnd();
    }

    private static void Add(StringBuilder text, ConnectivityView view, HostConnectivity host, VerdictWords words)
    {
        text.AppendLine().AppendLine(CultureInfo.InvariantCulture, $"{host.Host} ({ModeLook.Of(host.Mode).Word})");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {words.Of(host, view.Known)}");
        if (view.Hosts.Count > 1 && Act(view, words.ActOf(host)) is { } act) text.AppendLine(CultureInfo.InvariantCulture, $"  {act}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  Last delivered: {Of(host.LastLetIn)}").AppendLine(CultureInfo.InvariantCulture, $"  Last failure: {Of(host.LastFailure)}");
        foreach (var way in host.Ways)
            text.AppendLine(CultureInfo.InvariantCulture, $"  {SafeText.Of(way.Title)}{(way.Link is null ? "" : $", {SafeText.Of(way.Link)}")}: {Of(way)}");
        if (host.MoreWays > 0) text.AppendLine(CultureInfo.InvariantCulture, $"  {KnownWords.MoreWays(view, host)}");
        if (!view.Known.NotStored && VerdictWords.ShareOf(host) is { } share) text.AppendLine(CultureInfo.InvariantCulture, $"  {share}");
        if (host.LastChange is { } change) text.AppendLine(CultureInfo.InvariantCulture, $"  Last change: {Exact(change.At)}, {SafeText.Of(change.What)}");
    }

    private static string? Act(ConnectivityView view, ConnectivityAct? act)
    {
        // The customer reads the ticket, even if an operator copies it. So it leaves out the advice for the company.
        if (act is null) return null;
        return act.IsCustomers ? $"{SafeText.Of(view.Tenant)} must act: {act.What}" : $"The company that runs the service must act.{(view.FailedNames.Count > 0 ? "" : " The customer does not need to do anything.")}";
    }

    /// <summary>The line begins with the path, so the times do not repeat it.</summary>
    private static string Of(WayConnectivity way) => (way.LastLetIn, way.LastFailure) switch
    {
        (null, null) => way.NeverCame ? "no host reached yet" : "no connection known",
        ({ } delivered, null) => $"last delivered {Of(delivered, isOfWay: true)}",
        (null, { } failure) => $"no delivery known; last failure {Of(failure, isOfWay: true)}",
        ({ } delivered, { } failure) => $"last delivered {Of(delivered, isOfWay: true)}; last failure {Of(failure, isOfWay: true)}",
    };

    private static string Of(ConnectivityTry? known, bool isOfWay = false)
    {
        if (known is null) return "none known";
        var when = $"{(known.IsExact ? Exact(known.Time) : $"in the hour from {Exact(known.Time)}")}{(isOfWay ? "" : $" {VerdictWords.Through(known)}")}";
        return known.IsDelivered ? when : $"{when}, {VerdictWords.Why(known)}{(known.Description is { } reason ? $" ({reason.Code})" : "")}";
    }

    private static string Exact(DateTimeOffset time) => TimeFormat.Moment(time, TimeZoneInfo.Utc);
}
