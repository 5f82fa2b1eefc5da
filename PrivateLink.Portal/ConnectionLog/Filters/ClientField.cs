using System.Linq.Expressions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>
/// The client's address: from the PROXY header, or else the peer of the socket. Only the company may see the address of a load balancer.
/// </summary>
internal sealed class ClientField() : FilterField("client", [ConnectionColumns.Client], "10.0.0.0/8", "an address such as 10.0.1.15, or a network such as 10.0.0.0/8")
{
    internal override bool Accepts(string value, FilterRelation relation) => value == "*" || AddressRange.TryParse(value, out _);

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        if (values.Contains("*")) return static entry => entry.Client is not null;
        AddressRange[] ranges = [.. RangesOf(values)];
        return entry =>
        {
            if (entry.Client is not { } client) return false;
            foreach (var range in ranges)
                if (range.Contains(client)) return true;
            return false;
        };
    }

    /// <summary>Stored connections whose peer was the client itself.</summary>
    internal static Expression<Func<ConnectionRecord, bool>> IsPeer => record => record.Source == null && record.HeaderMicroseconds == null;

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        var test = values.Contains("*") ? _ => true : RecordExpression.AnyOf(RangesOf(values).Select(TestOf));
        return sight.SeesEverything ? test : RecordExpression.AllOf([IsKnown, test]);
    }

    private static Expression<Func<ConnectionRecord, bool>> IsKnown => record => record.Source != null || record.HeaderMicroseconds == null;

    private static Expression<Func<ConnectionRecord, bool>> TestOf(AddressRange range)
    {
        var (first, last) = (range.FirstKey, range.LastKey);
        if (first == last) return record => record.ClientKey == first;
        return RecordExpression.IsBetween(record => record.ClientKey, first, last);
    }

    private static IEnumerable<AddressRange> RangesOf(IEnumerable<string> values)
    {
        foreach (var value in values)
            if (AddressRange.TryParse(value, out var range)) yield return range;
    }
}
