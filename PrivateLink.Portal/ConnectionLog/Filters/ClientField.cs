using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>The client's address: from the PROXY header, else the socket's.</summary>
internal sealed class ClientField() : FilterField("client", "Client address", "10.0.0.0/8", "an address such as 10.0.1.15, or a network such as 10.0.0.0/8")
{
    internal override bool Accepts(string value, FilterRelation relation) => value == "*" || AddressRange.TryParse(value, out _);

    internal override Func<ConnectionEntry, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        if (values.Contains("*")) return static _ => true;
        AddressRange[] ranges = [.. RangesOf(values)];
        return entry =>
        {
            var client = entry.Decision.Source ?? entry.Decision.Peer;
            foreach (var range in ranges)
                if (range.Contains(client)) return true;
            return false;
        };
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight) => values.Contains("*")
        ? _ => true
        : RecordExpression.AnyOf(RangesOf(values).Select(TestOf));

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
