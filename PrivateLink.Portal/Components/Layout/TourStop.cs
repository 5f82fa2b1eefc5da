namespace PrivateLink.Portal.Components.Layout;

/// <summary>One stop of the demonstration's tour.</summary>
/// <param name="Mark">The element that the style sheet marks (<c>base.css</c>).</param>
/// <param name="Page">The page that shows it.</param>
internal sealed record TourStop(string Mark, string Page, string Title, string Text)
{
    public static IReadOnlyList<TourStop> All { get; } =
    [
        new("denied", "connections?q=outcome:denied", "A denied connection",
            "A client asked for a host but did not come through a listed private endpoint. Open a row to see why and what to do."),
        new("wizard", "connect", "The wizard",
            "A customer chooses the cloud and the hosts here. The next pages show the commands for that cloud, and they show the first connection live."),
        new("mode", "resources", "A resource's mode",
            "Open allows everyone. Monitor records what would be denied. Enforce allows listed endpoints only. Open a host to change its mode, then watch the denied rows."),
    ];
}
