using System.Linq.Expressions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A field of ordered whole numbers: counts, sizes, durations, times.</summary>
internal sealed class QuantityField(
    string name, IReadOnlyList<ConnectionColumn> columns, string example, string expects, Func<string, long?> read, Func<ConnectionView, long?> ofEntry,
    Expression<Func<ConnectionRecord, long?>> ofRecord, string? title = null)
    : FilterField(name, columns, example, expects, title)
{
    public override bool IsOrdered => true;

    internal override bool Accepts(string value, FilterRelation relation) => read(value) is not null || (value == "*" && relation == FilterRelation.Is);

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        if (values.Contains("*")) return entry => ofEntry(entry) is not null;
        long[] wanted = [.. values.Select(value => read(value)!.Value)];
        var bound = wanted[0];
        return relation switch
        {
            FilterRelation.Below => entry => ofEntry(entry) < bound,
            FilterRelation.AtMost => entry => ofEntry(entry) <= bound,
            FilterRelation.Above => entry => ofEntry(entry) > bound,
            FilterRelation.AtLeast => entry => ofEntry(entry) >= bound,
            _ => entry => ofEntry(entry) is { } value && Array.IndexOf(wanted, value) >= 0,
        };
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        if (values.Contains("*")) return RecordExpression.On(ofRecord, value => value != null);
        long?[] wanted = [.. values.Select(read)];
        var bound = wanted[0];
        return relation switch
        {
            FilterRelation.Below => RecordExpression.On(ofRecord, value => value != null && value < bound),
            FilterRelation.AtMost => RecordExpression.On(ofRecord, value => value != null && value <= bound),
            FilterRelation.Above => RecordExpression.On(ofRecord, value => value != null && value > bound),
            FilterRelation.AtLeast => RecordExpression.On(ofRecord, value => value != null && value >= bound),
            _ => RecordExpression.On(ofRecord, value => wanted.Contains(value)),
        };
    }
}
