using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>A record as bytes: its columns in order, each with or without a value.</summary>
internal static class RecordCodec
{
    private static readonly PropertyInfo[] Properties = [.. RecordColumn.All.Select(column => typeof(ConnectionRecord).GetProperty(column.Name)!)];

    /// <summary>The header of a file. If the columns have changed, the header differs and the file is not read.</summary>
    public static byte[] Title { get; } = Encoding.UTF8.GetBytes($"PrivateLink records 1: {string.Join(' ', RecordColumn.All.Select(column => $"{column.Name}:{column.Type.Name}"))}\n");

    /// <summary>Text from clients must be written even if it is invalid.</summary>
    public static Encoding Text { get; } = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: false);

    public static void Write(BinaryWriter to, ConnectionRecord record)
    {
        foreach (var column in RecordColumn.All)
        {
            var value = column.Value(record);
            to.Write(value is not null);
            switch (value)
            {
                case null: break;
                case long number: to.Write(number); break;
                case int number: to.Write(number); break;
                case bool flag: to.Write(flag); break;
                case string text: to.Write(text); break;
                case DateTime time: to.Write(time.Ticks); break;
                case Guid key: to.Write(key.ToByteArray()); break;
                default: throw new NotSupportedException($"{column.Name} has a type that is not written.");
            }
        }
    }

    public static ConnectionRecord Read(BinaryReader from)
    {
        var record = (ConnectionRecord)RuntimeHelpers.GetUninitializedObject(typeof(ConnectionRecord));
        for (var index = 0; index < Properties.Length; index++)
            if (from.ReadBoolean())
                Properties[index].SetValue(record, Value(from, Nullable.GetUnderlyingType(Properties[index].PropertyType) ?? Properties[index].PropertyType));
        return record;
    }

    private static object Value(BinaryReader from, Type type) =>
        type.IsEnum ? Enum.ToObject(type, from.ReadInt32())
        : type == typeof(long) ? from.ReadInt64()
        : type == typeof(int) ? from.ReadInt32()
        : type == typeof(bool) ? from.ReadBoolean()
        : type == typeof(string) ? from.ReadString()
        : type == typeof(DateTime) ? new DateTime(from.ReadInt64(), DateTimeKind.Utc)
        : new Guid(from.ReadBytes(16));
}
