using System.Linq.Expressions;
using System.Text.Json;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>
/// A column of the record: one fact about a connection. One declaration serves the table, the interfaces, the exports, the detail and what a tenant
/// sees. <see cref="ConnectionColumns"/> lists them.
/// </summary>
internal abstract class ConnectionColumn
{
    private protected ConnectionColumn(string name, string title, TenantSight tenantSees) =>
        (Name, Title, TenantSees, JsonName) = (name, title, tenantSees, JsonNamingPolicy.CamelCase.ConvertName(name));

    /// <summary>The name in code; unique among the columns of decisions, and among the columns of endings.</summary>
    public string Name { get; }

    /// <summary>The heading, as people call it.</summary>
    public string Title { get; }

    /// <summary>What a tenant sees of it.</summary>
    public TenantSight TenantSees { get; }

    /// <summary>Connections for which a tenant does not see it, whatever <see cref="TenantSees"/> says.</summary>
    public Func<ConnectionDecision, bool>? HiddenWhere { get; init; }

    /// <summary>Its position in a line of CSV; null if CSV leaves it out. Programs count columns, so a new column gets the next number.</summary>
    public required int? Csv { get; init; }

    /// <summary>The heading in CSV, if it differs from the name in JSON.</summary>
    public string? CsvName { get => field ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(JsonName); init; }

    public string JsonName { get; init; }

    public bool IsInJson { get; init; } = true;

    /// <summary>Its place in the detail; null if the detail does not show it as a fact.</summary>
    public required ColumnFact? Detail { get; init; }

    /// <summary>Where the table stores it; empty if other columns store it.</summary>
    public IReadOnlyList<StoredPart> Stored { get; init; } = [];

    /// <summary>The text shown instead of a hidden value; null for no text.</summary>
    public Func<ConnectionView, string?>? StandIn { get; init; }

    /// <summary>Whether it is known only at the end.</summary>
    public abstract bool IsOfEnding { get; }

    public abstract bool IsNumber { get; }

    public abstract ColumnUnit Unit { get; }

    /// <summary>How to read it: a function of a <see cref="ConnectionDecision"/> or a <see cref="ConnectionClosed"/>.</summary>
    public abstract LambdaExpression Reading { get; }

    /// <summary>The original value, restored from a record; null if it is part of another column.</summary>
    public abstract Expression? RestoredFrom(ParameterExpression record);

    /// <summary>Its text, as the viewer may see it; null if there is none.</summary>
    public abstract string? TextOf(ConnectionView view);

    /// <summary>Its value as filters match it; null if there is none.</summary>
    public abstract string? AskedOf(ConnectionView view);

    /// <summary>Its value, as the viewer may see it; null if there is none.</summary>
    public abstract object? ValueOf(ConnectionView view);

    /// <summary>Writes the name and the value, or nothing if there is no value.</summary>
    public abstract void WriteJson(Utf8JsonWriter to, ConnectionView view);

    public override string ToString() => IsOfEnding ? $"{nameof(ConnectionClosed)}.{Name}" : $"{nameof(ConnectionDecision)}.{Name}";
}
