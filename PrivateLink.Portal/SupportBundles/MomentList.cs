using System.Globalization;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Marks;

namespace PrivateLink.Portal.SupportBundles;

/// <summary>Moments of the service as text, newest first.</summary>
internal static class MomentList
{
    public const int Most = 200;

    public static string Of(IEnumerable<ServiceMoment> moments)
    {
        var lines = moments.OrderByDescending(static moment => moment.Time)
            .Select(static moment => string.Create(CultureInfo.InvariantCulture, $"{moment.Time:yyyy-MM-dd HH:mm:ss} {WordsOf(moment)}\n"));
        return string.Concat(lines) is { Length: > 0 } text ? text : "none\n";
    }

    private static string WordsOf(ServiceMoment moment) =>
        moment.Upstream is null ? MomentWords.OfService(moment, toCompany: true) : MomentWords.OfUpstream(moment, toCompany: true);
}
