using System.Linq.Expressions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Compiles a filter for connections in memory, and for the database. Both give the same answers.</summary>
internal static class FilterCompiler
{
    /// <summary>A predicate for connections in memory. It allocates nothing per connection.</summary>
    public static Func<ConnectionView, bool> ToPredicate(this ConnectionFilter filter)
    {
        Func<ConnectionView, bool>[] tests = [.. filter.Conditions.Where(condition => !condition.IsOff).Select(ToPredicate)];
        return tests switch
        {
            [] => static _ => true,
            [var only] => only,
            _ => entry =>
            {
                foreach (var test in tests)
                    if (!test(entry)) return false;
                return true;
            }
            ,
        };
    }

    /// <param name="filter">The filter.</param>
    /// <param name="sight">Which link IDs the caller may filter by.</param>
    public static Expression<Func<ConnectionRecord, bool>> ToExpression(this ConnectionFilter filter, LinkSight sight) =>
        RecordExpression.AllOf(filter.Conditions.Where(condition => !condition.IsOff).Select(condition => ToExpression(condition, sight)));

    private static Func<ConnectionView, bool> ToPredicate(FilterCondition condition)
    {
        var test = condition.Field.Predicate(condition.Relation, condition.Values);
        return condition.IsNegated ? entry => !test(entry) : test;
    }

    public static Expression<Func<ConnectionRecord, bool>> ToExpression(FilterCondition condition, LinkSight sight)
    {
        var test = condition.Field.Condition(condition.Relation, condition.Values, sight);
        return condition.IsNegated ? RecordExpression.Not(test) : test;
    }
}
