namespace PrivateLink.Portal.Clouds.Zones;

/// <summary>What came of reading pasted zones: the zones, or one sentence that says what is wrong.</summary>
public sealed record ZoneReading(IReadOnlyList<Zone> Zones, string? Error);

/// <summary>
/// Reads the output of <c>aws ec2 describe-availability-zones</c> in whatever form it is pasted: JSON (whole, as an array, projected
/// by <c>--query</c>, one object a line), YAML, text or table. Pure; called on each keystroke by the form and again by the service.
/// </summary>
public static class ZoneInput
{
    /// <summary>Longer than the output for any region with all its zones.</summary>
    public const int LongestPaste = 262_144;

    public static ZoneReading Parse(string? pasted)
    {
        var text = (pasted ?? "").Trim().Trim('\uFEFF', '`').Trim();
        if (text.Length == 0) return Wrong("Paste what the command printed.");
        if (text.Length > LongestPaste) return Wrong("This is far longer than the command's output. Paste its output alone.");

        var isJson = text[0] is '{' or '[' or '"';
        if (!isJson) return ReadingOf(ZoneText.Read(text), ZoneText.Words(text));
        return ZoneJson.TryRead(text, out var zones, out var words)
            ? ReadingOf(zones, words)
            : Wrong("This begins like JSON and does not end like it. Copy the whole output, from the first bracket to the last.");
    }

    private static ZoneReading ReadingOf(IReadOnlyList<Zone> zones, IReadOnlyCollection<string> words)
    {
        if (zones.Count > 0) return new([.. zones.DistinctBy(zone => zone.Id).OrderBy(zone => zone.Name, StringComparer.Ordinal)], null);
        if (words.Any(ZoneFacts.IsId))
            return Wrong("Only zone IDs are in this. Your own names for them are missing: leave out --query, or have it keep ZoneName beside ZoneId.");
        if (words.Any(ZoneFacts.IsName))
            return Wrong("Only zone names are in this. In another account they stand for other places, so the IDs are needed: leave out --query, or have it keep ZoneId beside ZoneName.");
        return Wrong("No zones are in this. Run the command above and paste everything that it prints.");
    }

    private static ZoneReading Wrong(string error) => new([], error);
}
