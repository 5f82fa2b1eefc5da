using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Components.Pages.Home;

/// <summary>One bar: the decisions of a few seconds, by verdict.</summary>
public sealed record HistogramBucket(DateTimeOffset From, int Allowed, int Denied, int Audited, int Probes)
{
    public int Total => Allowed + Denied + Audited + Probes;

    public int Of(Verdict verdict) => verdict switch
    {
        Verdict.Allowed => Allowed,
        Verdict.Denied => Denied,
        Verdict.Audited => Audited,
        _ => Probes,
    };

    /// <summary>Sums seconds, oldest first, into bars of equal width that begin at round times, so that bars move but never change.</summary>
    public static IReadOnlyList<HistogramBucket> Of(IReadOnlyList<SecondTotals> seconds, int width) =>
    [
        .. seconds
            .GroupBy(second => second.Second.ToUnixTimeSeconds() / width)
            .Select(group => new HistogramBucket(
                DateTimeOffset.FromUnixTimeSeconds(group.Key * width),
                group.Sum(second => second.Allowed),
                group.Sum(second => second.Denied),
                group.Sum(second => second.Audited),
                group.Sum(second => second.Probes))),
    ];
}
