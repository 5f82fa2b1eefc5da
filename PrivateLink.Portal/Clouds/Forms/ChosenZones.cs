using System.Text.RegularExpressions;

namespace PrivateLink.Portal.Clouds.Forms;

/// <summary>A zone that was chosen for an endpoint.</summary>
/// <param name="Name">The zone's name in the customer's account.</param>
/// <param name="Id">The zone's ID, which is the same in all accounts.</param>
public readonly record struct ChosenZone(string Name, string Id)
{
    /// <summary>The stored form.</summary>
    public string Text => Name == Id ? Id : $"{Name}:{Id}";

    /// <summary>The form for sentences.</summary>
    public string Label => Name == Id ? Id : $"{Name} ({Id})";
}

/// <summary>The zones chosen for an endpoint. A separate step asks for them, and they are stored with the form.</summary>
public static partial class ChosenZones
{
    public static FormField Field { get; } = new("zones", "Zones", "us-east-1a:use1-az4", "", Read) { IsList = true, IsOptional = true, IsElsewhere = true };

    /// <summary>The chosen zones. Empty if none were chosen.</summary>
    public static IReadOnlyList<ChosenZone> Of(FormValues values) => [.. values.All(Field).Select(Parse).DistinctBy(zone => zone.Id)];

    /// <summary>The text to store.</summary>
    public static string Write(IEnumerable<ChosenZone> zones) => string.Join(' ', zones.Select(zone => zone.Text));

    private static ChosenZone Parse(string text) => text.Split(':', 2) is [var name, var id] ? new(name, id) : new(text, text);

    private static FieldReading Read(string typed) =>
        ZoneText().IsMatch(typed) ? FieldReading.Found(typed) : FieldReading.Wrong($"'{typed}' is not a zone with its ID. Example: us-east-1a:use1-az4.");

    [GeneratedRegex("^[a-z0-9-]{3,40}(?::[a-z0-9-]{3,40})?$", RegexOptions.CultureInvariant)]
    private static partial Regex ZoneText();
}
