using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>A field of text: equal without regard to case, or like a pattern.</summary>
/// <param name="isLowerCase">Whether the stored text is lower-case already, so that the database need not make it so.</param>
/// <param name="isCompanys">Whether tenants neither see it nor find anything by it.</param>
internal sealed class TextField(
    string name, string title, string example, Func<ConnectionView, string?> ofEntry, Expression<Func<ConnectionRecord, string?>> ofRecord, bool isLowerCase = false, bool isCompanys = false)
    : FilterField(name, title, example, $"some text such as {example}, with * for any characters")
{
    public override bool IsCompanys => isCompanys;

    internal override bool Accepts(string value, FilterRelation relation) => true;

    internal override Func<ConnectionView, bool> Predicate(FilterRelation relation, IReadOnlyList<string> values)
    {
        string[] patterns = [.. values];
        return entry =>
        {
            if (ofEntry(entry) is not { } text) return false;
            foreach (var pattern in patterns)
                if (Glob.Matches(text, pattern)) return true;
            return false;
        };
    }

    internal override Expression<Func<ConnectionRecord, bool>> Condition(FilterRelation relation, IReadOnlyList<string> values, LinkSight sight)
    {
        if (isCompanys && !sight.SeesEverything) return _ => false;
        var column = isLowerCase ? ofRecord : RecordExpression.Lower(ofRecord);
        return RecordExpression.AnyOf(values.Select(value => value.ToLowerInvariant()).Select(value => RecordExpression.On(column, TestOf(value))));
    }

    private static Expression<Func<string?, bool>> TestOf(string value)
    {
        if (value == "*") return text => text != null;
        if (!Glob.HasWildcard(value)) return text => text == value;
        var like = Glob.ToLike(value);
        return text => text != null && EF.Functions.Like(text, like, "\\");
    }
}
