using System.Globalization;

namespace PrivateLink.Portal.Onboarding;

/// <summary>One sentence about the way on which a host's clients came.</summary>
/// <param name="Lead">Its first words, which carry the figure.</param>
/// <param name="Rest">What follows from it.</param>
/// <param name="IsGood">Whether listed links were let in, and nothing else came. Without any traffic nothing is good.</param>
public sealed record PathSummary(string Lead, string Rest, bool IsGood)
{
    /// <summary>Null where nothing came: then there is nothing to say about the way.</summary>
    /// <param name="preview">The traffic of the time.</param>
    /// <param name="span">The time, as "hour".</param>
    public static PathSummary? Of(ImpactPreview preview, string span)
    {
        var all = preview.Admitted + preview.KeptOut;
        if (all == 0) return null;
        if (preview.PublicPath > 0)
            return new($"{(100.0 * preview.PublicPath / all).ToString("0.#", CultureInfo.InvariantCulture)} %",
                $"of the connections of the last {span} came over the public path: those clients still resolve the public address. See the DNS step.", IsGood: false);
        return preview.KeptOut == 0
            ? new(Number(all), $"of {Number(all)} connections of the last {span} came through a listed link: DNS leads these clients to the endpoint.", IsGood: true)
            : new(Number(preview.KeptOut), $"of {Number(all)} connections of the last {span} came through a link that the host does not list.", IsGood: false);
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
