using System.Diagnostics.CodeAnalysis;
using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>Combines small expressions on a stored connection into one for the database.</summary>
internal static class RecordExpression
{
    /// <summary>A test of a column's value.</summary>
    public static Expression<Func<ConnectionRecord, bool>> On<T>(Expression<Func<ConnectionRecord, T>> column, Expression<Func<T, bool>> test) => Then(column, test);

    /// <summary>A column, with a function applied to it.</summary>
    public static Expression<Func<ConnectionRecord, TTo>> Then<TFrom, TTo>(Expression<Func<ConnectionRecord, TFrom>> column, Expression<Func<TFrom, TTo>> next) =>
        Expression.Lambda<Func<ConnectionRecord, TTo>>(new Replacement(next.Parameters[0], column.Body).Visit(next.Body), column.Parameters);

    /// <summary>Whether a column's text matches a lower-case pattern, without regard to case.</summary>
    public static Expression<Func<ConnectionRecord, bool>> IsLike(Expression<Func<ConnectionRecord, string?>> column, string like) =>
        On(Lower(column), text => text != null && EF.Functions.Like(text, like, "\\"));

    [SuppressMessage("Globalization", "CA1304", Justification = "Never run: the database's own function stands for it.")]
    [SuppressMessage("Globalization", "CA1311", Justification = "Never run: the database's own function stands for it.")]
    public static Expression<Func<ConnectionRecord, string?>> Lower(Expression<Func<ConnectionRecord, string?>> column)
    {
        Expression<Func<string?, string?>> lower = text => text!.ToLower();
        return Then(column, lower);
    }

    [SuppressMessage("Globalization", "CA1309", Justification = "Never run: the column's collation is the ordinal one.")]
    public static Expression<Func<ConnectionRecord, bool>> IsBetween(Expression<Func<ConnectionRecord, string>> column, string first, string last) =>
        On(column, text => string.Compare(text, first) >= 0 && string.Compare(text, last) <= 0);

    public static Expression<Func<ConnectionRecord, bool>> AnyOf(IEnumerable<Expression<Func<ConnectionRecord, bool>>> tests) =>
        Join(tests, Expression.OrElse, whenNone: false);

    public static Expression<Func<ConnectionRecord, bool>> AllOf(IEnumerable<Expression<Func<ConnectionRecord, bool>>> tests) =>
        Join(tests, Expression.AndAlso, whenNone: true);

    public static Expression<Func<ConnectionRecord, bool>> Not(Expression<Func<ConnectionRecord, bool>> test) =>
        Expression.Lambda<Func<ConnectionRecord, bool>>(Expression.Not(test.Body), test.Parameters);

    private static Expression<Func<ConnectionRecord, bool>> Join(
        IEnumerable<Expression<Func<ConnectionRecord, bool>>> tests, Func<Expression, Expression, Expression> join, bool whenNone)
    {
        var record = Expression.Parameter(typeof(ConnectionRecord), "record");
        var bodies = tests.Select(test => new Replacement(test.Parameters[0], record).Visit(test.Body)).ToList();
        var body = bodies.Count == 0 ? Expression.Constant(whenNone) : bodies.Aggregate(join);
        return Expression.Lambda<Func<ConnectionRecord, bool>>(body, record);
    }

    private sealed class Replacement(ParameterExpression parameter, Expression with) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? with : node;
    }
}
