using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>One bar: the decisions of a few seconds, by outcome.</summary>
public sealed record HistogramBucket(DateTimeOffset From, int Allowed, int Failed, int Denied, int Audited, int Probes)
{
    public int Total => Allowed + Failed + Denied + Audited + Probes;

    public int Of(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => Allowed,
        Outcome.Failed => Failed,
        Outcome.Denied => Denied,
        Outcome.Audited => Audited,
        _ => Probes,
    };

    /// <summary>Adds up seconds, oldest first, into bars of equal width. Bars begin at round times, so they move but never change.</summary>
    public static IReadOnlyList<HistogramBucket> Of(IReadOnlyList<SecondTotals> seconds, int width) =>
    [
        .. seconds
            .GroupBy(second => second.Second.ToUnixTimeSeconds() / width)
            .Select(group => new HistogramBucket(
                DateTimeOffset.FromUnixTimeSeconds(group.Key * width),
                group.Sum(second => second.Allowed),
                group.Sum(second => second.Failed),
                group.Sum(second => second.Denied),
                group.Sum(second => second.Audited),
                group.Sum(second => second.Probes))),
    ];
}
