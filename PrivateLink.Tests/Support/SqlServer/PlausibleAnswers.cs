using System.Data;
using System.Data.Common;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace PrivateLink.Tests.Support.SqlServer;

/// <summary>Answers a query with one row, whose values a test gives by column name, and a change with the one row that it changed.</summary>
internal sealed class PlausibleAnswers
{
    private readonly Dictionary<string, object> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _empty = [];
    private readonly List<string> _absent = [];

    /// <summary>The answer to whether something exists.</summary>
    public bool Exists { get; set; } = true;

    /// <summary>The value of every column of that name.</summary>
    public object this[string column]
    {
        set => _values[column] = value;
    }

    /// <summary>Queries that contain the text find nothing.</summary>
    public void NothingFor(string text) => _empty.Add(text);

    /// <summary>Whether something exists is denied where the question contains the text.</summary>
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

        // Whether something exists is always answered, with one row.
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
            SearchedCaseExpression question => Exists && !_absent.Exists(text => TextOf(question).Contains(text, StringComparison.Ordinal)),
            ScalarSubquery { QueryExpression: QuerySpecification { SelectElements: [SelectScalarExpression inner] } } => Summary(inner),
            _ => throw new NotSupportedException($"Nothing plausible for '{TextOf(element)}': give its column a value."),
        };
    }

    /// <summary>The smallest or largest of a column is one of its values; everything else that adds up is a number.</summary>
    private object Summary(SelectScalarExpression inner) =>
        inner.Expression is FunctionCall { Parameters: [ColumnReferenceExpression column] } && Named(column.MultiPartIdentifier.Identifiers[^1].Value) is { } value ? value : 0;

    /// <summary>A column that appears twice in a query is numbered: <c>Id0</c>.</summary>
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
