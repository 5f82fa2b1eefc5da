using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using PrivateLink.Portal.ConnectionLog.Columns;

namespace PrivateLink.Portal.ConnectionLog.Exports;

/// <summary>One connection as JSON, for tickets and exports. Numbers that can exceed 2^53 are strings.</summary>
public static class ConnectionJson
{
    private static readonly JsonWriterOptions OneLine = new() { Encoder = JavaScriptEncoder.Default };

    private static readonly JsonWriterOptions Indented = OneLine with { Indented = true };

    private static readonly ILookup<bool, ConnectionColumn> Columns = ConnectionColumns.All.Where(column => column.IsInJson).ToLookup(column => column.IsOfEnding);

    /// <summary>With line breaks, for people.</summary>
    public static string Of(ConnectionView connection) => Write(connection, Indented);

    /// <summary>On one line, for machines.</summary>
    public static string LineOf(ConnectionView connection) => Write(connection, OneLine);

    private static string Write(ConnectionView connection, JsonWriterOptions options)
    {
        var text = new ArrayBufferWriter<byte>(1_024);
        using (var writer = new Utf8JsonWriter(text, options))
        {
            writer.WriteStartObject();
            foreach (var column in Columns[false]) column.WriteJson(writer, connection);
            if (connection.Closed is not null)
            {
                writer.WriteStartObject("closed");
                foreach (var column in Columns[true]) column.WriteJson(writer, connection);
                writer.WriteEndObject();
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}
