using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Operations;

namespace PrivateLink.Portal.Marks;

/// <summary>How an upstream is, as far as a mark is concerned.</summary>
/// <param name="Kind">The moment at which it became so.</param>
/// <param name="Problem">What is wrong with its addresses; null when nothing is.</param>
internal sealed record UpstreamCondition(ServiceMomentKind Kind, string? Problem)
{
    /// <summary>Null while nothing is known of any address.</summary>
    public static UpstreamCondition? Of(UpstreamReport report)
    {
        if (report.Addresses.All(address => address.Resolved.Count == 0)) return null;
        var kind = report.IsDown ? ServiceMomentKind.UpstreamDown : report.IsImpaired ? ServiceMomentKind.UpstreamImpaired : ServiceMomentKind.UpstreamUp;
        return new(kind, report.Problem);
    }
}
