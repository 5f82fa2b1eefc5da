using PrivateLink.Portal.Data.Entities;
using PrivateLink.Portal.Operations;

namespace PrivateLink.Portal.Marks;

/// <summary>The state of an upstream, as marks show it.</summary>
/// <param name="Kind">The kind of moment that started this state.</param>
/// <param name="Problem">What is wrong with its addresses; null if nothing is.</param>
internal sealed record UpstreamCondition(ServiceMomentKind Kind, string? Problem)
{
    /// <summary>Null while no address has a known state.</summary>
    public static UpstreamCondition? Of(UpstreamReport report)
    {
        if (report.Addresses.All(address => address.Resolved.Count == 0)) return null;
        var kind = report.IsDown ? ServiceMomentKind.UpstreamDown : report.IsImpaired ? ServiceMomentKind.UpstreamImpaired : ServiceMomentKind.UpstreamUp;
        return new(kind, report.Problem);
    }
}
