using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>A zone that was chosen for an endpoint.</summary>
/// <param name="Name">What the customer's account calls it.</param>
/// <param name="Id">The same place for everybody.</param>
public readonly record struct ChosenZone(string Name, string Id)
{
    /// <summary>As it is kept.</summary>
    public string Text => Name == Id ? Id : $"{Name}:{Id}";

    /// <summary>As a sentence says it.</summary>
    public string Label => Name == Id ? Id : $"{Name} ({Id})";
}

/// <summary>The zones that were chosen for an endpoint: asked for in a step of their own, kept with the form.</summary>
public static partial class ChosenZones
{
    public static FormField Field { get; } = new("zones", "Zones", "us-east-1a:use1-az4", "", Read) { IsList = true, IsOptional = true, IsElsewhere = true };

    /// <summary>None as long as nobody has chosen.</summary>
    public static IReadOnlyList<ChosenZone> Of(FormValues values) => [.. values.All(Field).Select(Parse).DistinctBy(zone => zone.Id)];

    /// <summary>What to keep.</summary>
    public static string Write(IEnumerable<ChosenZone> zones) => string.Join(' ', zones.Select(zone => zone.Text));

    private static ChosenZone Parse(string text) => text.Split(':', 2) is [var name, var id] ? new(name, id) : new(text, text);

    private static FieldReading Read(string typed) =>
        ZoneText().IsMatch(typed) ? FieldReading.Found(typed) : FieldReading.Wrong($"'{typed}' is no zone. One reads like us-east-1a:use1-az4.");

    [GeneratedRegex("^[a-z0-9-]{3,40}(?::[a-z0-9-]{3,40})?$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneText();
}
