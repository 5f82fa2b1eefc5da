using System.Data;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records;

/// <summary>A column of the connections' table, and its value in the form that both databases store.</summary>
internal sealed record RecordColumn(string Name, Type Type, Func<ConnectionRecord, object?> Value)
{
    public const string Table = "ConnectionRecords";

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
        Of(nameof(ConnectionRecord.UpstreamAddress), record => record.UpstreamAddress),
    ];

    /// <summary>Every column, in the order in which they are written. A test compares it with the model.</summary>
    public static IReadOnlyList<RecordColumn> All { get; } =
    [
        Id,
        Of(nameof(ConnectionRecord.Time), record => record.Time),
        Of(nameof(ConnectionRecord.Node), record => record.Node),
        Of(nameof(ConnectionRecord.Listener), record => record.Listener),
        Of(nameof(ConnectionRecord.Verdict), record => (int)record.Verdict),
        Of(nameof(ConnectionRecord.Reason), record => (int)record.Reason),
        Of(nameof(ConnectionRecord.Detail), record => record.Detail),
        Of(nameof(ConnectionRecord.Peer), record => record.Peer),
        Of(nameof(ConnectionRecord.Source), record => record.Source),
        Of(nameof(ConnectionRecord.Destination), record => record.Destination),
        Of(nameof(ConnectionRecord.ClientKey), record => record.ClientKey),
        Of(nameof(ConnectionRecord.LinkKind), record => (int)record.LinkKind),
        Of(nameof(ConnectionRecord.Cloud), record => (int?)record.Cloud),
        Of(nameof(ConnectionRecord.LinkId), record => record.LinkId),
        Of(nameof(ConnectionRecord.LinkTlv), record => record.LinkTlv),
        Of(nameof(ConnectionRecord.FirstBytes), record => record.FirstBytes),
        Of(nameof(ConnectionRecord.NestedCloud), record => (int?)record.NestedCloud),
        Of(nameof(ConnectionRecord.NestedLinkId), record => record.NestedLinkId),
        Of(nameof(ConnectionRecord.ServerName), record => record.ServerName),
        Of(nameof(ConnectionRecord.Host), record => record.Host),
        Of(nameof(ConnectionRecord.Alpn), record => record.Alpn),
        Of(nameof(ConnectionRecord.TlsVersions), record => record.TlsVersions),
        Of(nameof(ConnectionRecord.EchOffered), record => record.EchOffered),
        Of(nameof(ConnectionRecord.PolicyRevision), record => record.PolicyRevision),
        Of(nameof(ConnectionRecord.ResourceId), record => record.ResourceId),
        Of(nameof(ConnectionRecord.TenantId), record => record.TenantId),
        Of(nameof(ConnectionRecord.Upstream), record => record.Upstream),
        Of(nameof(ConnectionRecord.HeaderMicroseconds), record => record.HeaderMicroseconds),
        Of(nameof(ConnectionRecord.HelloMicroseconds), record => record.HelloMicroseconds),
        .. Ending,
    ];

    /// <summary>For a parameter, whose type cannot be told from a missing value.</summary>
    public SqlDbType SqlType =>
        Type == typeof(int) ? SqlDbType.Int
        : Type == typeof(long) ? SqlDbType.BigInt
        : Type == typeof(string) ? SqlDbType.NVarChar
        : throw new NotSupportedException($"No parameter is made of {Name}.");

    private static RecordColumn Of<T>(string name, Func<ConnectionRecord, T> value) =>
        new(name, Nullable.GetUnderlyingType(typeof(T)) ?? typeof(T), record => value(record));
}
