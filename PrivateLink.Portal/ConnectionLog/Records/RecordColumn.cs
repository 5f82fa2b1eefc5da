using System.Data;
using Microsoft.Data.SqlClient;
using PrivateLink.Portal.Data.Configurations;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>A column of the connections' table, and its value in the form that both databases store.</summary>
internal sealed record RecordColumn(string Name, Type Type, Func<ConnectionRecord, object?> Value)
{
    public const string Table = "ConnectionRecords";

    /// <summary>What text may be: the table's declaration says it. Comes first, because the columns take it in.</summary>
    private static readonly IReadOnlyDictionary<string, StrangersColumn> Bounds = StrangersText.ColumnsOf(new ConnectionRecordConfiguration());

    public static RecordColumn Id { get; } = Of(nameof(ConnectionRecord.Id), record => record.Id);

    /// <summary>What is known at the end only. Comes first, because the other list takes it in.</summary>
    public static IReadOnlyList<RecordColumn> Ending { get; } =
    [
        Of(nameof(ConnectionRecord.State), record => (int)record.State),
        Of(nameof(ConnectionRecord.CloseReason), record => (int?)record.CloseReason),
        Of(nameof(ConnectionRecord.BytesFromClient), record => record.BytesFromClient),
        Of(nameof(ConnectionRecord.BytesFromUpstream), record => record.BytesFromUpstream),
        Of(nameof(ConnectionRecord.ConnectMicroseconds), record => record.ConnectMicroseconds),
        Of(nameof(ConnectionRecord.DurationMicroseconds), record => record.DurationMicroseconds),
        Text(nameof(ConnectionRecord.UpstreamAddress), record => record.UpstreamAddress),
    ];

    /// <summary>Every column, in the order in which they are written. A test compares it with the model.</summary>
    public static IReadOnlyList<RecordColumn> All { get; } =
    [
        Id,
        Of(nameof(ConnectionRecord.Time), record => record.Time),
        Text(nameof(ConnectionRecord.Node), record => record.Node),
        Text(nameof(ConnectionRecord.Listener), record => record.Listener),
        Of(nameof(ConnectionRecord.Verdict), record => (int)record.Verdict),
        Of(nameof(ConnectionRecord.Reason), record => (int)record.Reason),
        Text(nameof(ConnectionRecord.Detail), record => record.Detail),
        Text(nameof(ConnectionRecord.Peer), record => record.Peer),
        Text(nameof(ConnectionRecord.Source), record => record.Source),
        Text(nameof(ConnectionRecord.Destination), record => record.Destination),
        Text(nameof(ConnectionRecord.ClientKey), record => record.ClientKey),
        Of(nameof(ConnectionRecord.LinkKind), record => (int)record.LinkKind),
        Of(nameof(ConnectionRecord.Cloud), record => (int?)record.Cloud),
        Text(nameof(ConnectionRecord.LinkId), record => record.LinkId),
        Text(nameof(ConnectionRecord.LinkTlv), record => record.LinkTlv),
        Text(nameof(ConnectionRecord.FirstBytes), record => record.FirstBytes),
        Of(nameof(ConnectionRecord.NestedCloud), record => (int?)record.NestedCloud),
        Text(nameof(ConnectionRecord.NestedLinkId), record => record.NestedLinkId),
        Text(nameof(ConnectionRecord.ServerName), record => record.ServerName),
        Text(nameof(ConnectionRecord.Host), record => record.Host),
        Text(nameof(ConnectionRecord.Alpn), record => record.Alpn),
        Text(nameof(ConnectionRecord.TlsVersions), record => record.TlsVersions),
        Of(nameof(ConnectionRecord.EchOffered), record => record.EchOffered),
        Of(nameof(ConnectionRecord.PolicyRevision), record => record.PolicyRevision),
        Of(nameof(ConnectionRecord.ResourceId), record => record.ResourceId),
        Of(nameof(ConnectionRecord.TenantId), record => record.TenantId),
        Text(nameof(ConnectionRecord.Upstream), record => record.Upstream),
        Of(nameof(ConnectionRecord.HeaderMicroseconds), record => record.HeaderMicroseconds),
        Of(nameof(ConnectionRecord.HelloMicroseconds), record => record.HelloMicroseconds),
        .. Ending,
    ];

    /// <summary>The most characters of a text; 0 for everything else.</summary>
    public int Length { get; private init; }

    private bool IsUnicode { get; init; }

    /// <summary>A parameter for SQL Server. Text has the size of its column: a size that follows the value makes SQL Server compile the command anew.</summary>
    public SqlParameter Parameter(string name, ConnectionRecord record) => new(name, SqlType, Length) { Value = Value(record) ?? DBNull.Value };

    private SqlDbType SqlType =>
        Type == typeof(int) ? SqlDbType.Int
        : Type == typeof(long) ? SqlDbType.BigInt
        : Type == typeof(bool) ? SqlDbType.Bit
        : Type == typeof(Guid) ? SqlDbType.UniqueIdentifier
        : Type == typeof(DateTime) ? SqlDbType.DateTime2
        : IsUnicode ? SqlDbType.NVarChar : SqlDbType.VarChar;

    private static RecordColumn Of<T>(string name, Func<ConnectionRecord, T> value)
        where T : struct =>
        new(name, typeof(T), record => value(record));

    private static RecordColumn Of<T>(string name, Func<ConnectionRecord, T?> value)
        where T : struct =>
        new(name, typeof(T), record => value(record));

    private static RecordColumn Text(string name, Func<ConnectionRecord, string?> value)
    {
        var bound = Bounds[name];
        return new(name, typeof(string), record => value(record) is { } text ? bound.Cut(text) : null) { Length = bound.Length, IsUnicode = bound.IsUnicode };
    }
}
