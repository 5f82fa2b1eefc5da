using System.Linq.Expressions;
using System.Reflection;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>
/// Converts connections to table rows and back. The columns define the conversion; it is compiled once, because rows come in thousands.
/// </summary>
internal static class RecordForm
{
    private static readonly Func<ConnectionDecision, ConnectionClosed?, ConnectionRecord> ToRecord = CompileRecord();
    private static readonly Func<ConnectionRecord, ConnectionDecision> Decision = CompileDecision();
    private static readonly Func<ConnectionRecord, ConnectionDecision, ConnectionClosed> Closed = CompileClosed();

    /// <param name="decision">The decision.</param>
    /// <param name="closed">How it ended; null while it is open.</param>
    public static ConnectionRecord Of(ConnectionDecision decision, ConnectionClosed? closed) => ToRecord(decision, closed);

    /// <summary>The decision, in the form of the live log.</summary>
    public static ConnectionDecision ToDecision(this ConnectionRecord record) => Decision(record);

    /// <summary>The ending, in the form of the live log; null if it is not known.</summary>
    public static ConnectionClosed? ToClosed(this ConnectionRecord record, ConnectionDecision decision) => record.CloseReason is null ? null : Closed(record, decision);

    /// <summary>A property as an expression for the database.</summary>
    public static Expression<Func<ConnectionRecord, T>> Question<T>(StoredPart part) =>
        Expression.Lambda<Func<ConnectionRecord, T>>(As(part.Column.Body, typeof(T)), part.Column.Parameters);

    /// <summary>The property of the engine's record that is the column; null if several properties form the column.</summary>
    public static PropertyInfo? SourceOf(ConnectionColumn column) => Unconverted(column.Reading.Body) is MemberExpression { Expression: ParameterExpression } read ? read.Member as PropertyInfo : null;

    private static Func<ConnectionDecision, ConnectionClosed?, ConnectionRecord> CompileRecord()
    {
        var decision = Expression.Parameter(typeof(ConnectionDecision), "decision");
        var closed = Expression.Parameter(typeof(ConnectionClosed), "closed");
        var bindings = from column in ConnectionColumns.All
                       let value = column.IsOfEnding ? (Expression)AtTheEnd(column.Reading, closed) : With(column.Reading, decision)
                       from part in column.Stored
                       select Expression.Bind(part.Property, As(part.Of(value), part.Property.PropertyType));
        return Expression.Lambda<Func<ConnectionDecision, ConnectionClosed?, ConnectionRecord>>(
            Expression.MemberInit(Expression.New(typeof(ConnectionRecord)), bindings), decision, closed).Compile();
    }

    private static Func<ConnectionRecord, ConnectionDecision> CompileDecision()
    {
        var record = Expression.Parameter(typeof(ConnectionRecord), "record");
        return Expression.Lambda<Func<ConnectionRecord, ConnectionDecision>>(
            Expression.MemberInit(Expression.New(typeof(ConnectionDecision)), Restored(record, isOfEnding: false).Select(value => Expression.Bind(value.Key, value.Value))), record).Compile();
    }

    private static Func<ConnectionRecord, ConnectionDecision, ConnectionClosed> CompileClosed()
    {
        var record = Expression.Parameter(typeof(ConnectionRecord), "record");
        var decision = Expression.Parameter(typeof(ConnectionDecision), "decision");
        var values = Restored(record, isOfEnding: true);
        var constructor = typeof(ConnectionClosed).GetConstructors()[0];
        var arguments = constructor.GetParameters()
            .Select(parameter => parameter.ParameterType == typeof(ConnectionDecision) ? decision : values.Single(value => value.Key.Name == parameter.Name).Value);
        var others = values.Where(value => constructor.GetParameters().All(parameter => parameter.Name != value.Key.Name)).Select(value => Expression.Bind(value.Key, value.Value));
        return Expression.Lambda<Func<ConnectionRecord, ConnectionDecision, ConnectionClosed>>(
            Expression.MemberInit(Expression.New(constructor, arguments), others), record, decision).Compile();
    }

    private static Dictionary<PropertyInfo, Expression> Restored(ParameterExpression record, bool isOfEnding) =>
        (from column in ConnectionColumns.All
         where column.IsOfEnding == isOfEnding
         let source = SourceOf(column)
         let value = column.RestoredFrom(record)
         where source is not null && value is not null
         select (source, As(value, source.PropertyType))).ToDictionary();

    private static ConditionalExpression AtTheEnd(LambdaExpression reading, ParameterExpression closed) => Expression.Condition(
        Expression.ReferenceEqual(closed, Expression.Constant(null)), Expression.Default(reading.ReturnType), With(reading, closed));

    /// <summary>A row from another program may lack a value. Then the value is empty, and this is not an error.</summary>
    private static Expression As(Expression value, Type type) =>
        value.Type == type ? value
        : Nullable.GetUnderlyingType(value.Type) == type ? Expression.Call(value, nameof(Nullable<>.GetValueOrDefault), typeArguments: null)
        : Expression.Convert(value, type);

    private static Expression With(LambdaExpression function, ParameterExpression argument) => new Replacement(function.Parameters[0], argument).Visit(function.Body);

    private static Expression Unconverted(Expression expression) => expression is UnaryExpression { NodeType: ExpressionType.Convert } conversion ? conversion.Operand : expression;

    private sealed class Replacement(ParameterExpression parameter, Expression with) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == parameter ? with : node;
    }
}
