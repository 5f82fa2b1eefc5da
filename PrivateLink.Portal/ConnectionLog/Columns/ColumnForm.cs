using System.Globalization;
using System.Text.Json;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>How the values of a column are written for people and machines.</summary>
/// <param name="Text">The value as text; null if there is nothing to show.</param>
internal sealed record ColumnForm<T>(Func<T, string?> Text)
{
    /// <summary>Whether the text is a number, which needs no quotes.</summary>
    public bool IsNumber { get; init; }

    public ColumnUnit Unit { get; init; }

    /// <summary>Writes the value as JSON; null to write the text. Never called with null.</summary>
    public Action<Utf8JsonWriter, T>? Json { get; init; }

    /// <summary>The value in a filter; null to use the text.</summary>
    public Func<T, string?>? Asked { get; init; }
}

/// <summary>The available forms.</summary>
internal static class ColumnForm
{
    public static ColumnForm<string?> Text { get; } = new(text => text);

    public static ColumnForm<DateTimeOffset> Time { get; } = new(Iso);

    public static ColumnForm<Guid?> Key { get; } = new(key => key?.ToString());

    /// <summary>Filters match addresses without ports.</summary>
    public static ColumnForm<NetworkAddress?> Address { get; } = new(address => address?.ToString()) { Asked = address => address?.Address.ToString() };

    public static ColumnForm<LinkId?> Link { get; } = new(link => link?.ToString());

    public static ColumnForm<CloudProvider?> Cloud { get; } = new(cloud => cloud?.ToString().ToLowerInvariant());

    public static ColumnForm<CloseReason?> Ending { get; } = new(reason => reason is { } known ? ReasonTable.CodeOf(known) : null);

    public static ColumnForm<long> Number { get; } = new(Invariant) { IsNumber = true, Json = (writer, number) => writer.WriteNumberValue(number) };

    /// <summary>A number that can exceed 2^53, so JSON has it as text.</summary>
    public static ColumnForm<long> LargeNumber { get; } = new(Invariant) { IsNumber = true };

    public static ColumnForm<long?> Bytes { get; } = new(count => count is { } bytes ? Invariant(bytes) : null)
    {
        IsNumber = true,
        Unit = ColumnUnit.Bytes,
        Json = (writer, count) => writer.WriteNumberValue(count!.Value),
    };

    public static ColumnForm<TimeSpan?> Milliseconds { get; } = new(span => span?.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture))
    {
        IsNumber = true,
        Unit = ColumnUnit.Milliseconds,
        Json = (writer, span) => writer.WriteNumberValue(span!.Value.TotalMilliseconds),
    };

    /// <summary>A closed list of values, each with its code.</summary>
    public static ColumnForm<T> Code<T>(Func<T, string?> codeOf) => new(codeOf);

    /// <summary>Yes is shown as the word; no is not shown.</summary>
    public static ColumnForm<bool> Flag(string word) => new(flag => flag ? word : null) { Json = (writer, flag) => writer.WriteBooleanValue(flag) };

    /// <summary>A time in the form for machines.</summary>
    public static string Iso(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Invariant(long number) => number.ToString(CultureInfo.InvariantCulture);
}
