using System.Data;
using System.Linq.Expressions;
using System.Reflection;
using Microsoft.Data.SqlClient;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Configurations;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>A column of the connections' table, and its value in the form that both databases store.</summary>
internal sealed record RecordColumn(string Name, Type Type, Func<ConnectionRecord, object?> Value)
{
    public const string Table = "ConnectionRecords";

    /// <summary>The limits of text columns, from the table's declaration. Must come first, because the columns use it.</summary>
    private static readonly IReadOnlyDictionary<string, StrangersColumn> Bounds = StrangersText.ColumnsOf(new ConnectionRecordConfiguration());

    /// <summary>
    /// Every column, in the order of the record's properties, which is also the order of writing. A test compares it with the model.
    /// </summary>
    public static IReadOnlyList<RecordColumn> All { get; } = [.. typeof(ConnectionRecord).GetProperties().Select(Of)];

    public static RecordColumn Id { get; } = All.Single(column => column.Name == nameof(ConnectionRecord.Id));

    /// <summary>The columns that are known only at the end.</summary>
    public static IReadOnlyList<RecordColumn> Ending { get; } = OfTheEnding();

    /// <summary>The most characters of a text; 0 for other types.</summary>
    public int Length { get; private init; }

    private bool IsUnicode { get; init; }

    /// <summary>
    /// A parameter for SQL Server. Text uses the size of its column, because a size that varies with the value makes SQL Server recompile the
    /// command.
    /// </summary>
    public SqlParameter Parameter(string name, ConnectionRecord record) => new(name, SqlType, Length) { Value = Value(record) ?? DBNull.Value };

    private SqlDbType SqlType =>
        Type == typeof(int) ? SqlDbType.Int
        : Type == typeof(long) ? SqlDbType.BigInt
        : Type == typeof(bool) ? SqlDbType.Bit
        : Type == typeof(Guid) ? SqlDbType.UniqueIdentifier
        : Type == typeof(DateTime) ? SqlDbType.DateTime2
        : IsUnicode ? SqlDbType.NVarChar : SqlDbType.VarChar;

    private static RecordColumn Of(PropertyInfo property)
    {
        var type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        var value = ValueOf(property, type);
        return Bounds.GetValueOrDefault(property.Name) is { } bound
            ? new(property.Name, type, record => value(record) is string text ? bound.Cut(text) : null) { Length = bound.Length, IsUnicode = bound.IsUnicode }
            : new(property.Name, type.IsEnum ? typeof(int) : type, value);
    }

    /// <summary>Compiled, because it runs for every value of every row. Enums are stored as numbers.</summary>
    private static Func<ConnectionRecord, object?> ValueOf(PropertyInfo property, Type type)
    {
        var record = Expression.Parameter(typeof(ConnectionRecord), "record");
        Expression value = Expression.Property(record, property);
        if (type.IsEnum) value = Expression.Convert(value, property.PropertyType == type ? typeof(int) : typeof(int?));
        return Expression.Lambda<Func<ConnectionRecord, object?>>(Expression.Convert(value, typeof(object)), record).Compile();
    }

    private static RecordColumn[] OfTheEnding()
    {
        var ending = ConnectionColumns.All.Where(column => column.IsOfEnding).SelectMany(column => column.Stored).Select(part => part.Property.Name).ToHashSet();
        return [.. All.Where(column => ending.Contains(column.Name))];
    }
}
