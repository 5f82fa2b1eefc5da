namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>Where to go after signing in: within the portal, wherever a link may want to send people.</summary>
public static class LocalUrl
{
    /// <summary>The address when it is a path of the portal; the overview otherwise.</summary>
    public static string Of(string? url) => IsLocal(url) ? url! : "/";

    // What browsers read as another host is refused: //host, /\host, and anything with control characters, which they skip.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
