using System.Linq.Expressions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A field that contains the key of another item.</summary>
internal sealed class KeyField(string name, ConnectionColumn<Guid?> column)
    : FilterField(name, [column], "*", $"a {name}'s name or key, or * for any")
{
    private readonly Expression<Func<ConnectionRecord, Guid?>> _stored = column.InDatabase<Guid?>();

    internal override bool Accepts(string value, FilterRelation relation) => value == "*" || Guid.TryParse(value, out _);

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        if (values.Contains("*")) return entry => column.Of(entry) is not null;
        Guid[] keys = [.. values.Select(Guid.Parse)];
        return entry => column.Of(entry) is { } key && Array.IndexOf(keys, key) >= 0;
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        if (values.Contains("*")) return RecordExpression.On(_stored, key => key != null);
        Guid?[] keys = [.. values.Select(value => (Guid?)Guid.Parse(value))];
        return RecordExpression.On(_stored, key => keys.Contains(key));
    }
}
