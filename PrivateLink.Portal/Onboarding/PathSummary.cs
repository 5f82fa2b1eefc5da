using System.Globalization;

namespace PrivateLink.Portal.Onboarding;

/// <summary>One sentence about the path that a host's clients used.</summary>
/// <param name="Lead">Its first words, with the number.</param>
/// <param name="Rest">The rest of the sentence.</param>
/// <param name="IsGood">Whether listed links were allowed and nothing else came. Without traffic this is false.</param>
public sealed record PathSummary(string Lead, string Rest, bool IsGood)
{
    /// <summary>Null if there was no traffic, and so nothing to say about the path.</summary>
    /// <param name="preview">The traffic of the period.</param>
    /// <param name="span">The period, for example "hour".</param>
    public static PathSummary? Of(ImpactPreview preview, string span)
    {
        var all = preview.Admitted + preview.KeptOut;
        if (all == 0) return null;
        if (preview.PublicPath > 0)
            return new($"{(100.0 * preview.PublicPath / all).ToString("0.#", CultureInfo.InvariantCulture)} %",
                $"of the connections of the last {span} came over the public path: those clients still resolve the public address. See the DNS step.", IsGood: false);
        return preview.KeptOut == 0 && preview.NotCountedSince is not null
            ? new(Number(all), $"connections of the last {span} are counted, all through a listed link. It is not known how the others came.", IsGood: false)
            : preview.KeptOut == 0
            ? new(Number(all), $"of {Number(all)} connections of the last {span} came through a listed link: DNS leads these clients to the endpoint.", IsGood: true)
            : new(Number(preview.KeptOut), $"of {Number(all)} connections of the last {span} came through a link that the host does not list.", IsGood: false);
    }

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
