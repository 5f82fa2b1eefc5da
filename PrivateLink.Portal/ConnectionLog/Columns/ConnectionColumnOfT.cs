using System.Linq.Expressions;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>A column with a type for its values. If a value can be hidden or missing, the type is nullable.</summary>
/// <param name="title">The heading.</param>
/// <param name="form">How values are written.</param>
/// <param name="tenantSees">What a tenant sees of it.</param>
/// <param name="name">The name in code.</param>
internal sealed class ConnectionColumn<T>(string title, ColumnForm<T> form, TenantSight tenantSees, [CallerMemberName] string name = "")
    : ConnectionColumn(name, title, tenantSees)
{
    private readonly Func<ConnectionEntry, T> _read = null!;
    private readonly LambdaExpression _reading = null!;

    /// <summary>How to read it from the decision.</summary>
    public Expression<Func<ConnectionDecision, T>> Decided
    {
        init
        {
            var read = value.Compile();
            (_reading, _read) = (value, entry => read(entry.Decision));
        }
    }

    /// <summary>How to read it from the ending.</summary>
    public Expression<Func<ConnectionClosed, T>> Ended
    {
        init
        {
            var read = value.Compile();
            (_reading, _read) = (value, entry => entry.Closed is { } closed ? read(closed) : default!);
        }
    }

    /// <summary>How to restore it from a record; not needed if one property stores it unchanged.</summary>
    public Func<ConnectionRecord, T>? Restored { get; init; }

    public override LambdaExpression Reading => _reading;

    public override bool IsOfEnding => _reading.Parameters[0].Type == typeof(ConnectionClosed);

    public override bool IsNumber => form.IsNumber;

    public override ColumnUnit Unit => form.Unit;

    /// <summary>Its value, as the viewer may see it.</summary>
    public T Of(ConnectionView view) => view.Sees(this) ? _read(view.Entry) : default!;

    /// <summary>Its only property in the database, as an expression.</summary>
    public Expression<Func<ConnectionRecord, TStored>> InDatabase<TStored>() => RecordForm.Question<TStored>(Stored[0]);

    public override object? ValueOf(ConnectionView view) => Of(view);

    public override string? TextOf(ConnectionView view) => form.Text(Of(view)) ?? StandIn?.Invoke(view);

    public override string? AskedOf(ConnectionView view) => (form.Asked ?? form.Text)(Of(view));

    public override Expression? RestoredFrom(ParameterExpression record) =>
        Restored is not null ? Expression.Invoke(Expression.Constant(Restored), record)
        : Stored is [{ IsWhole: true } part, ..] ? Expression.Property(record, part.Property)
        : null;

    public override void WriteJson(Utf8JsonWriter to, ConnectionView view)
    {
        if (form.Json is { } write && Of(view) is { } value)
        {
            to.WritePropertyName(JsonName);
            write(to, value);
        }
        else if (TextOf(view) is { } text)
        {
            to.WriteString(JsonName, text);
        }
    }
}
