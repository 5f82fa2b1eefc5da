using System.Linq.Expressions;
using System.Reflection;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>A property of <see cref="ConnectionRecord"/> that stores a column or a part of it.</summary>
internal sealed class StoredPart
{
    private readonly Delegate? _form;

    private StoredPart(LambdaExpression column, Delegate? form) => (Column, _form) = (column, form);

    /// <summary>The property as an expression for the database.</summary>
    public LambdaExpression Column { get; }

    public PropertyInfo Property => (PropertyInfo)((MemberExpression)Column.Body).Member;

    /// <summary>Whether it stores the value unchanged, so that it needs no conversion when read.</summary>
    public bool IsWhole => _form is null;

    public static StoredPart Of<TStored>(Expression<Func<ConnectionRecord, TStored>> column) => new(column, form: null);

    /// <param name="column">The property.</param>
    /// <param name="form">Converts a value to the stored form.</param>
    public static StoredPart Of<T, TStored>(Expression<Func<ConnectionRecord, TStored>> column, Func<T, TStored> form) => new(column, form);

    /// <summary>The stored form of a value.</summary>
    public Expression Of(Expression value) => _form is null ? value : Expression.Invoke(Expression.Constant(_form), value);
}
