using System.Text.RegularExpressions;
using PrivateLink.Portal.Clouds.Zones;

namespace PrivateLink.Portal.Clouds.Aws;

/// <summary>
/// Recognises facts about a zone by the form of the words. Order and column names do not matter, because people choose them freely with
/// <c>--query</c>.
/// </summary>
internal static partial class AwsZoneFacts
{
    private static readonly string[] Kinds = [Zone.AvailabilityZone, "local-zone", "wavelength-zone"];
    private static readonly string[] States = ["available", "information", "impaired", "unavailable", "constrained"];
    private static readonly string[] OptIns = ["opt-in-not-required", "opted-in", "not-opted-in"];

    /// <summary>The zone that the words describe. Null if its name or its ID is missing.</summary>
    public static Zone? Of(IReadOnlyCollection<string> words)
    {
        var name = words.FirstOrDefault(IsName);
        var id = words.FirstOrDefault(IsId);
        return name is null || id is null
            ? null
            : new Zone(name, id, words.FirstOrDefault(Kinds.Contains) ?? KindOf(id), words.FirstOrDefault(States.Contains), words.FirstOrDefault(OptIns.Contains));
    }

    public static bool IsName(string word) => ZoneName().IsMatch(word) || OtherZoneName().IsMatch(word);

    public static bool IsId(string word) => ZoneId().IsMatch(word) || OtherZoneId().IsMatch(word);

    private static string KindOf(string id) =>
        ZoneId().IsMatch(id) ? Zone.AvailabilityZone : id.Contains("-wl", StringComparison.Ordinal) ? "wavelength-zone" : "local-zone";

    [GeneratedRegex("^[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}[a-z]$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneName();

    /// <summary>Matches a Local Zone (us-east-1-bos-1a) or a Wavelength Zone (us-east-1-wl1-bos-wlz-1).</summary>
    [GeneratedRegex("^[a-z]{2,4}(?:-[a-z]+){1,2}-[0-9]{1,2}-(?:wl[0-9]-)?[a-z]{3}-(?:wlz-)?[0-9]{1,2}[a-z]?$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherZoneName();

    [GeneratedRegex("^[a-z]{3,6}[0-9]-az[0-9]{1,2}$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneId();

    [GeneratedRegex("^[a-z]{3,6}[0-9]-(?:[a-z]{3}[0-9]-az[0-9]{1,2}|wl[0-9]-[a-z]{3}-wlz[0-9]{1,2})$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherZoneId();
}
