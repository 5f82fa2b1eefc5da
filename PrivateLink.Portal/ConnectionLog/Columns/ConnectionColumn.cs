using System.Linq.Expressions;
using System.Text.Json;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>
/// A column of the record: something that is known about a connection. What is said here once holds for the table, the interfaces, the
/// exports, the detail and what a tenant sees. <see cref="ConnectionColumns"/> lists them.
/// </summary>
internal abstract class ConnectionColumn
{
    private protected ConnectionColumn(string name, string title, TenantSight tenantSees) =>
        (Name, Title, TenantSees, JsonName) = (name, title, tenantSees, JsonNamingPolicy.CamelCase.ConvertName(name));

    /// <summary>The name in code; unique among what was decided, and among what is known at the end.</summary>
    public string Name { get; }

    /// <summary>The heading: what people call it.</summary>
    public string Title { get; }

    /// <summary>What a tenant sees of it.</summary>
    public TenantSight TenantSees { get; }

    /// <summary>Connections of which a tenant does not see it even so.</summary>
    public Func<ConnectionDecision, bool>? HiddenWhere { get; init; }

    /// <summary>Its place in a line of CSV; null where CSV leaves it out. Programs count columns, so a new one takes the next number.</summary>
    public required int? Csv { get; init; }

    /// <summary>The heading in CSV, where that is not the name in JSON.</summary>
    public string? CsvName { get => field ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(JsonName); init; }

    public string JsonName { get; init; }

    public bool IsInJson { get; init; } = true;

    /// <summary>Its place in the detail; null where it is no fact there.</summary>
    public required ColumnFact? Detail { get; init; }

    /// <summary>Where the table holds it; nothing where others hold it.</summary>
    public IReadOnlyList<StoredPart> Stored { get; init; } = [];

    /// <summary>What is said in place of a value that is hidden; null where nothing is.</summary>
    public Func<ConnectionView, string?>? StandIn { get; init; }

    /// <summary>Whether it is known at the end only.</summary>
    public abstract bool IsOfEnding { get; }

    public abstract bool IsNumber { get; }

    public abstract ColumnUnit Unit { get; }

    /// <summary>How it is read: a function of a <see cref="ConnectionDecision"/> or a <see cref="ConnectionClosed"/>.</summary>
    public abstract LambdaExpression Reading { get; }

    /// <summary>What it was, made from a record; null where it is part of something else.</summary>
    public abstract Expression? RestoredFrom(ParameterExpression record);

    /// <summary>Its text, as its viewer may see it; null where there is none.</summary>
    public abstract string? TextOf(ConnectionView view);

    /// <summary>Its value as filters ask for it; null where there is none.</summary>
    public abstract string? AskedOf(ConnectionView view);

    /// <summary>Its value, as its viewer may see it; null where there is none.</summary>
    public abstract object? ValueOf(ConnectionView view);

    /// <summary>Writes name and value, or nothing where there is none.</summary>
    public abstract void WriteJson(Utf8JsonWriter to, ConnectionView view);

    public override string ToString() => IsOfEnding ? $"{nameof(ConnectionClosed)}.{Name}" : $"{nameof(ConnectionDecision)}.{Name}";
}
