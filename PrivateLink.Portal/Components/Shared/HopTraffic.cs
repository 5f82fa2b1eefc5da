using System.Globalization;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>What goes over a hop at this moment.</summary>
/// <param name="LetIn">Connections a second that were let in.</param>
/// <param name="Denied">Connections a second that were denied.</param>
/// <param name="From">The networks that they come from, the newest first.</param>
/// <param name="Last">When the last one came; null when none has come.</param>
public sealed record HopTraffic(double LetIn, double Denied, IReadOnlyList<string> From, DateTimeOffset? Last)
{
    /// <summary>Whether something goes over it now.</summary>
    public bool IsMoving => LetIn + Denied > 0;

    /// <summary>How much, in words.</summary>
    public string Rates => Last is null ? "no recent connections" : IsMoving ? $"{Number(LetIn)}/s allowed, {Number(Denied)}/s denied" : "quiet now";

    /// <summary>Adds up what has come.</summary>
    /// <param name="rows">The newest first.</param>
    public static HopTraffic Of(IEnumerable<HostTrafficRow> rows)
    {
        var all = rows.OrderByDescending(row => row.Last).ToList();
        return new(
            all.Where(row => row.IsLetIn).Sum(row => row.PerSecond),
            all.Where(row => !row.IsLetIn).Sum(row => row.PerSecond),
            [.. all.Select(row => row.Network).OfType<string>().Distinct()],
            all.Count == 0 ? null : all[0].Last);
    }

    private static string Number(double rate) => rate.ToString(rate is > 0 and < 10 ? "0.0" : "0", CultureInfo.InvariantCulture);
}
