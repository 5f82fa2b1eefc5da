namespace PrivateLink.Portal.Components.Layout;

/// <summary>One stop of the demonstration's tour.</summary>
/// <param name="Mark">What the style sheet marks there (<c>base.css</c>).</param>
/// <param name="Page">Where it is to be seen.</param>
internal sealed record TourStop(string Mark, string Page, string Title, string Text)
{
    public static IReadOnlyList<TourStop> All { get; } =
    [
        new("denied", "connections?q=outcome:denied", "A denied connection",
            "Somebody asked for a host and did not come through a listed private endpoint. Open a row: it says why, and what to do."),
        new("wizard", "connect", "The wizard",
            "A customer chooses the cloud and the hosts here. The next pages have the commands for that cloud, and show live when the first connection arrives."),
        new("mode", "resources", "A resource's mode",
            "Open lets everybody in, Monitor records who would be denied, Enforce lets in listed endpoints only. Open a host to change it, and watch the denied rows."),
    ];
}
