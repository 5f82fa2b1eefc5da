using System.Globalization;
using PrivateLink.Portal.Clouds.Known;
using PrivateLink.Portal.Clouds.Forms;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.Onboarding;

/// <summary>Reads an answer from a hand-over link by the wizard's rules for pasted text. Pure.</summary>
internal static class PasteReadings
{
    /// <summary>How the check script starts the line of a fault, and of a success.</summary>
    private const string Fault = "FAIL ";
    private const string Right = "ok ";

    public static PasteReading Of(OnboardingView view, HandedStep step, string text) => step switch
    {
        HandedStep.Zones => Zones(view, text),
        HandedStep.Create => Link(view, text),
        HandedStep.Dns => Check(text, "marks DNS as set up"),
        _ => Check(text, "marks the answer as read"),
    };

    /// <summary>The zones that the text names; none if it names no zone.</summary>
    public static IReadOnlyList<ChosenZone> ZonesIn(OnboardingView view, string text) =>
        KnownClouds.Of(view.Service.Cloud).Zones?.Pasted is { } pasted && pasted.Read(text) is { Error: null } reading
            ? [.. pasted.Match(reading.Zones, view.Service, view.Region).Chosen.Select(zone => new ChosenZone(zone.Name, zone.Id))]
            : [];

    private static PasteReading Zones(OnboardingView view, string text)
    {
        if (KnownClouds.Of(view.Service.Cloud).Zones?.Pasted is not { } pasted) return new(true, "There is nothing to read in this text.", "marks the zones as known");
        var reading = pasted.Read(text);
        if (reading.Error is { } error) return new(false, error, Effect: null);
        var warning = pasted.Match(reading.Zones, view.Service, view.Region).Warning;
        var chosen = string.Join(", ", ZonesIn(view, text).Select(zone => zone.Label));
        return chosen.Length == 0 ? new(false, warning ?? "None of these zones can be chosen.", Effect: null) : new(warning is null, warning ?? "The service is in these zones.", $"chooses {chosen}");
    }

    private static PasteReading Link(OnboardingView view, string text)
    {
        var review = PasteReview.Of(view, text);
        if (review.Paste is { Link.LinkId: null, SaysMore: false }) return new(false, review.Paste.Link.Message ?? "This text is not about an endpoint.", Effect: null);
        var found = $"Found: {string.Join("; ", review.Found.Select(fact => $"{fact.Name} {fact.Value}"))}.";
        var effect = review.Paste.Link.LinkId?.ToString() switch
        {
            null => "saves these details",
            var linkId when view.LinkId is { } was && was != linkId => $"replaces {was} with {linkId}, and saves the other details",
            var linkId => $"enters {linkId} as the {KnownClouds.Of(view.Service.Cloud).Words.LinkId}, and saves the other details",
        };
        return review.Warnings.Count == 0 ? new(true, found, effect) : new(false, $"{string.Join(" ", review.Warnings)} {found}", effect);
    }

    private static PasteReading Check(string text, string effect)
    {
        var lines = text.Split('\n');
        var faults = lines.Count(line => line.StartsWith(Fault, StringComparison.Ordinal));
        var right = lines.Count(line => line.StartsWith(Right, StringComparison.Ordinal));
        return faults switch
        {
            > 0 => new(false, string.Create(CultureInfo.InvariantCulture, $"{faults} of {faults + right} checks failed: read the lines that begin with FAIL."), effect),
            _ when right > 0 => new(true, string.Create(CultureInfo.InvariantCulture, $"All {right} checks passed."), effect),
            _ => new(false, "This is not the output of the check. Read it yourself.", effect),
        };
    }
}
