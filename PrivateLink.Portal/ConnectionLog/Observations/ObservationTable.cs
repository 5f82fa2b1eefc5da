using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using PrivateLink.Portal.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>
/// Adds rows to a table of observations. Updates an existing row, even if another process updates it at the same time. Uses the context's current
/// transaction.
/// </summary>
internal sealed class ObservationTable<TRow>
    where TRow : Observation
{
    /// <summary>With about ten parameters for each row, this stays well below the limit of 2,100 for a command.</summary>
    private const int RowsInOneCommand = 64;

    private const string There = "there";
    private const string New = "new";

    private readonly PortalDbContext _context;
    private readonly ISqlGenerationHelper _sql;
    private readonly string _table;
    private readonly IProperty[] _columns;
    private readonly IProperty[] _keys;

    public ObservationTable(PortalDbContext context)
    {
        var entity = context.Model.FindEntityType(typeof(TRow))!;
        _context = context;
        _sql = context.GetService<ISqlGenerationHelper>();
        _table = _sql.DelimitIdentifier(entity.GetTableName()!);
        _columns = [.. entity.GetProperties()];
        _keys = [.. entity.GetIndexes().FirstOrDefault(index => index.IsUnique)?.Properties ?? entity.FindPrimaryKey()!.Properties];
    }

    /// <summary>Adds rows in the order of their keys, so that two processes do not deadlock.</summary>
    public async Task AddAsync(IEnumerable<TRow> rows, CancellationToken cancellationToken)
    {
        foreach (var some in RepeatedSizes.Divide([.. rows.OrderBy(row => row.LinkId, StringComparer.Ordinal)], RowsInOneCommand))
        {
            using var maker = _context.Database.GetDbConnection().CreateCommand();
            var parameters = new List<object>();
            var values = string.Join(", ", some.Select(row => $"({string.Join(", ", _columns.Select(column => Parameter(maker, parameters, column, row)))})"));
            await _context.Database.ExecuteSqlRawAsync(_context.Database.IsSqlite() ? Upsert(values) : Merge(values), parameters, cancellationToken);
        }
    }

    private string Upsert(string values) =>
        $"INSERT INTO {_table} AS {Name(There)} ({Join(_columns, Name)}) VALUES {values} ON CONFLICT ({Join(_keys, Name)}) DO UPDATE SET {Assignments("excluded")}";

    private string Merge(string values) => new StringBuilder()
        .Append("MERGE INTO ").Append(_table).Append(" WITH (HOLDLOCK) AS ").AppendLine(Name(There))
        .Append("USING (VALUES ").Append(values).Append(") AS ").Append(Name(New)).Append(" (").Append(Join(_columns, Name)).AppendLine(")")
        .Append("ON ").AppendLine(string.Join(" AND ", _keys.Select(key => $"{Of(There, key)} = {Of(New, key)}")))
        .Append("WHEN MATCHED THEN UPDATE SET ").AppendLine(Assignments(New))
        .Append("WHEN NOT MATCHED THEN INSERT (").Append(Join(_columns, Name)).Append(") VALUES (").Append(Join(_columns, column => Of(New, column))).Append(");")
        .ToString();

    private string Assignments(string added) => Join(
        _columns.Where(column => !_keys.Contains(column) && !column.IsPrimaryKey()), column => $"{Name(column)} = {Sum(Of(There, column), Of(added, column), column.Name, added)}");

    /// <summary>Combines the stored value and the new value.</summary>
    private string Sum(string there, string added, string column, string from) => column switch
    {
        nameof(Observation.Connections) => $"{there} + {added}",
        nameof(Observation.FirstSeen) or nameof(ResourceObservation.FirstMatched) => $"CASE WHEN {there} IS NULL OR {added} < {there} THEN {added} ELSE {there} END",
        nameof(Observation.LastSeen) => $"CASE WHEN {added} > {there} THEN {added} ELSE {there} END",
        _ => $"CASE WHEN {Name(from)}.{Name(nameof(Observation.LastSeen))} >= {Name(There)}.{Name(nameof(Observation.LastSeen))} THEN {added} ELSE {there} END",
    };

    private static string Parameter(DbCommand maker, List<object> parameters, IProperty column, TRow row)
    {
        var name = $"@p{parameters.Count}";
        parameters.Add(column.GetRelationalTypeMapping().CreateParameter(maker, name, column.PropertyInfo!.GetValue(row), column.IsNullable));
        return name;
    }

    private string Of(string row, IProperty column) => $"{Name(row)}.{Name(column)}";

    private string Name(IProperty column) => Name(column.GetColumnName());

    private string Name(string name) => _sql.DelimitIdentifier(name);

    private static string Join(IEnumerable<IProperty> columns, Func<IProperty, string> form) => string.Join(", ", columns.Select(form));
}
