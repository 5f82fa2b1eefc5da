namespace PrivateLink.Portal.Identity.Accounts;

/// <summary>The target after signing in. It is always within the portal, whatever the link says.</summary>
public static class LocalUrl
{
    /// <summary>The address if it is a path of the portal. Otherwise the overview.</summary>
    public static string Of(string? url) => IsLocal(url) ? url! : "/";

    // Refuses what browsers read as another host: //host, /\host, and anything with control characters, which browsers skip.
    private static bool IsLocal(string? url) =>
        url is ['/', ..] and not ['/', '/' or '\\', ..] && !url.Any(char.IsControl);
}
