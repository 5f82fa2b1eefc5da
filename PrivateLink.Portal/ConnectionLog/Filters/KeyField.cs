using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A field that holds the key of something else.</summary>
internal sealed class KeyField(string name, string title, Func<ConnectionView, Guid?> ofEntry, Expression<Func<ConnectionRecord, Guid?>> ofRecord)
    : FilterField(name, title, "*", $"a {name}'s name or key, or * for any")
{
    internal override bool Accepts(string value, FilterRelation relation) => value == "*" || Guid.TryParse(value, out _);

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        if (values.Contains("*")) return entry => ofEntry(entry) is not null;
        Guid[] keys = [.. values.Select(Guid.Parse)];
        return entry => ofEntry(entry) is { } key && Array.IndexOf(keys, key) >= 0;
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        if (values.Contains("*")) return RecordExpression.On(ofRecord, key => key != null);
        Guid?[] keys = [.. values.Select(value => (Guid?)Guid.Parse(value))];
        return RecordExpression.On(ofRecord, key => keys.Contains(key));
    }
}
