using System.Data;
using System.Data.Common;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PrivateLink.Tests.Support.SqlServer;

/// <summary>Answers a query with one row, with values set by column name, and a change with one affected row.</summary>
internal sealed class PlausibleAnswers
{
    private readonly Dictionary<string, object> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _empty = [];
    private readonly List<string> _absent = [];

    /// <summary>The answer to existence queries.</summary>
    public bool Exists { get; set; } = true;

    /// <summary>The value of every column with that name.</summary>
    public object this[string column]
    {
        set => _values[column] = value;
    }

    /// <summary>Makes queries that contain the text return no rows.</summary>
    public void NothingFor(string text) => _empty.Add(text);

    /// <summary>Makes existence queries that contain the text answer no.</summary>
    public void NoneExists(string text) => _absent.Add(text);

    public DbDataReader To(TSqlScript script)
    {
        var tables = script.Batches.SelectMany(batch => batch.Statements).Select(Answer).OfType<DataTable>().ToArray();
        return new DataTableReader(tables.Length == 0 ? [new DataTable()] : tables);
    }

    private DataTable? Answer(TSqlStatement statement) => statement switch
    {
        SelectStatement { QueryExpression: QuerySpecification query } => Rows(query),
        DataModificationStatement { } change when TextOf(change).Contains("OUTPUT", StringComparison.Ordinal) => Single(typeof(int), 1),
        _ => null,
    };

    private DataTable Rows(QuerySpecification query)
    {
        var table = new DataTable();
        var elements = query.SelectElements.Cast<SelectScalarExpression>().ToArray();
        var values = elements.Select(ValueOf).ToArray();
        foreach (var (element, value) in elements.Zip(values))
            table.Columns.Add(element.ColumnName?.Value is { } name && !table.Columns.Contains(name) ? name : null, value.GetType());

        var text = TextOf(query);

        // An existence query always returns one row.
        if (query.SelectElements is [SelectScalarExpression { Expression: SearchedCaseExpression }] || !_empty.Exists(empty => text.Contains(empty, StringComparison.Ordinal))) table.Rows.Add(values);
        return table;
    }

    private object ValueOf(SelectScalarExpression element)
    {
        var name = element.ColumnName?.Value ?? (element.Expression as ColumnReferenceExpression)?.MultiPartIdentifier.Identifiers[^1].Value;
        if (name is not null && Named(name) is { } value) return value;
        return element.Expression switch
        {
            FunctionCall { FunctionName.Value: "MAX" or "COUNT_BIG" } => 0L,
            FunctionCall or IntegerLiteral => 0,
            CoalesceExpression { Expressions: [FunctionCall { FunctionName.Value: "SUM" }, ..] } => 0L,
            SearchedCaseExpression question => Exists && !_absent.Exists(text => TextOf(question).Contains(text, StringComparison.Ordinal)),
            ScalarSubquery { QueryExpression: QuerySpecification { SelectElements: [SelectScalarExpression inner] } } => Summary(inner),
            _ => throw new NotSupportedException($"There is no answer for '{TextOf(element)}': set a value for its column."),
        };
    }

    /// <summary>MIN and MAX return a value of the column; every other aggregate is a number.</summary>
    private object Summary(SelectScalarExpression inner) =>
        inner.Expression is FunctionCall { Parameters: [ColumnReferenceExpression column] } && Named(column.MultiPartIdentifier.Identifiers[^1].Value) is { } value ? value : 0;

    /// <summary>A column that appears twice in a query gets a number: <c>Id0</c>.</summary>
    private object? Named(string name) =>
        _values.TryGetValue(name, out var value) || _values.TryGetValue(name.TrimEnd("0123456789".ToCharArray()), out value) ? value : null;

    private static DataTable Single(Type type, object value)
    {
        var table = new DataTable();
        table.Columns.Add(null, type);
        table.Rows.Add(value);
        return table;
    }

    private static string TextOf(TSqlFragment fragment) => string.Concat(fragment.ScriptTokenStream
        .Take(fragment.FirstTokenIndex..(fragment.LastTokenIndex + 1))
        .Select(token => token.Text));
}
