using System.Globalization;
using PrivateLink.Portal.ConnectionLog;

namespace PrivateLink.Portal.Components.Shared;

/// <summary>The current traffic on a hop.</summary>
/// <param name="LetIn">Allowed connections per second.</param>
/// <param name="Denied">Denied connections per second.</param>
/// <param name="From">The networks that they come from, newest first.</param>
/// <param name="Last">When the last one came; null if none has come.</param>
public sealed record HopTraffic(double LetIn, double Denied, IReadOnlyList<string> From, DateTimeOffset? Last)
{
    /// <summary>Whether there is traffic now.</summary>
    public bool IsMoving => LetIn + Denied > 0;

    /// <summary>The rates, in words.</summary>
    public string Rates => Last is null ? "no recent connections" : IsMoving ? $"{Number(LetIn)}/s allowed, {Number(Denied)}/s denied" : "quiet now";

    /// <summary>Adds up the traffic of the rows.</summary>
    /// <param name="rows">The traffic rows, in any order.</param>
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
