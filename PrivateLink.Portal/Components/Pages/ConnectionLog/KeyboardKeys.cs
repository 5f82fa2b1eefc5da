namespace PrivateLink.Portal.Components.Pages.ConnectionLog;

/// <summary>The single-key shortcuts of the live log, and what the help says about them.</summary>
public static class KeyboardKeys
{
    public const string Search = "/";
    public const string Down = "j";
    public const string Up = "k";
    public const string Open = "Enter";
    public const string Close = "Escape";
    public const string Pause = "p";
    public const string Live = "l";
    public const string Group = "g";
    public const string Help = "?";

    /// <summary>The keys to listen for. Enter is not among them: a row is a link, and the browser follows it. The search field handles its own keys.</summary>
    public static IReadOnlyList<string> Listened { get; } = [Search, Down, Up, Close, Pause, Live, Group, Help];

    public static IReadOnlyList<(string Key, string Does)> Explained { get; } =
    [
        (Search, "type a filter"),
        (Down, "next row"),
        (Up, "previous row"),
        (Open, "open the row; in the filter: use it"),
        (Close, "close the details; in the filter: go to the rows"),
        (Pause, "pause or resume"),
        (Live, "jump to live"),
        (Group, "rows or groups"),
        (Help, "show this list"),
    ];

    public static IReadOnlyList<(string Text, string Does)> FilterForms { get; } =
    [
        ("globex", "anywhere in names, link IDs, addresses and reasons"),
        ("outcome:denied,audited", "one of several values"),
        ("host:*.my-saas.io", "a pattern"),
        ("client:10.0.0.0/8", "a network"),
        ("bytes>1M duration>=5s", "more or fewer than a value (also < and <=)"),
        ("-reason:link_*", "the opposite"),
        ("link:*", "any connection with a link ID"),
        ("~cloud:aws", "a disabled condition"),
    ];
}
