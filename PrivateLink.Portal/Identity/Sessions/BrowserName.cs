namespace PrivateLink.Portal.Identity.Sessions;

/// <summary>The common name of a browser and its system, from its User-Agent text.</summary>
public static class BrowserName
{
    // The order matters: the texts of earlier entries contain the words of later ones.
    private static readonly (string Word, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"), ("curl/", "curl")];

    private static readonly (string Word, string Name)[] Systems =
        [("Windows", "Windows"), ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Mac OS X", "macOS"), ("Linux", "Linux")];

    public static string Of(string userAgent) => (NameIn(Browsers, userAgent), NameIn(Systems, userAgent)) switch
    {
        (null, null) => "Unknown browser",
        ({ } browser, null) => browser,
        (null, { } system) => $"A browser on {system}",
        var (browser, system) => $"{browser} on {system}",
    };

    private static string? NameIn((string Word, string Name)[] known, string userAgent) =>
        known.Where(entry => userAgent.Contains(entry.Word, StringComparison.Ordinal)).Select(entry => entry.Name).FirstOrDefault();
}
