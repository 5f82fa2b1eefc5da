using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A text field: matches equal text without regard to case, or a pattern.</summary>
/// <param name="name">The name in the grammar.</param>
/// <param name="column">The column to compare. A tenant finds nothing by a column that only the company may see.</param>
/// <param name="example">An example value.</param>
/// <param name="isLowerCase">Whether the stored text is already lower-case, so that the database need not convert it.</param>
internal sealed class TextField(string name, ConnectionColumn<string?> column, string example, bool isLowerCase = false)
    : FilterField(name, [column], example, $"some text such as {example}, with * for any characters")
{
    private readonly Expression<Func<ConnectionRecord, string?>> _stored = column.InDatabase<string?>();

    internal override bool Accepts(string value, FilterRelation relation) => true;

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        string[] patterns = [.. values];
        return entry =>
        {
            if (column.Of(entry) is not { } text) return false;
            foreach (var pattern in patterns)
                if (Glob.Matches(text, pattern)) return true;
            return false;
        };
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        if (IsCompanys && !sight.SeesEverything) return _ => false;
        var stored = isLowerCase ? _stored : RecordExpression.Lower(_stored);
        return RecordExpression.AnyOf(values.Select(value => value.ToLowerInvariant()).Select(value => RecordExpression.On(stored, TestOf(value))));
    }

    private static Expression<Func<string?, bool>> TestOf(string value)
    {
        if (value == "*") return text => text != null;
        if (!Glob.HasWildcard(value)) return text => text == value;
        var like = Glob.ToLike(value);
        return text => text != null && EF.Functions.Like(text, like, "\\");
    }
}
