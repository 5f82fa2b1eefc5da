using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Access;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.ProxyProtocol;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Columns;

/// <summary>
/// Every column of the record, in the order of JSON. Each says how it is read, stored and written, what a tenant sees, and where it appears.
/// docs/development.md says how to add one; tests name what is missing.
/// </summary>
internal static class ConnectionColumns
{
    public static ConnectionColumn<long> Id { get; } = new("ID", ColumnForm.LargeNumber, TenantSight.Everything)
    {
        Decided = decision => decision.Id,
        Stored = [StoredPart.Of(record => record.Id)],
        Csv = 1,
        Detail = null,
    };

    public static ConnectionColumn<DateTimeOffset> Time { get; } = new("Time", ColumnForm.Time, TenantSight.Everything)
    {
        Decided = decision => decision.Time,
        Stored = [StoredPart.Of(record => record.Time, (DateTimeOffset time) => time.UtcDateTime)],
        Restored = record => new(record.Time, TimeSpan.Zero),
        Csv = 2,
        Detail = null,
    };

    public static ConnectionColumn<string?> Node { get; } = new("Node", ColumnForm.Text, TenantSight.Nothing)
    {
        Decided = decision => decision.Node,
        Stored = [StoredPart.Of(record => record.Node)],
        Csv = 14,
        Detail = new(FactStep.Listener, 4),
    };

    public static ConnectionColumn<string?> Listener { get; } = new("Listener", ColumnForm.Text, TenantSight.Everything)
    {
        Decided = decision => decision.Listener,
        Stored = [StoredPart.Of(record => record.Listener)],
        Csv = 13,
        Detail = new(FactStep.Listener, 1),
    };

    public static ConnectionColumn<Verdict> Verdict { get; } = new("Verdict", ColumnForm.Code<Verdict>(VerdictText.Of), TenantSight.Everything)
    {
        Decided = decision => decision.Verdict,
        Stored = [StoredPart.Of(record => record.Verdict)],
        Csv = 3,
        Detail = null,
    };

    public static ConnectionColumn<Reason> Reason { get; } = new("Reason", ColumnForm.Code<Reason>(ReasonTable.CodeOf), TenantSight.Everything)
    {
        Decided = decision => decision.Reason,
        Stored = [StoredPart.Of(record => record.Reason)],
        Csv = 4,
        Detail = new(FactStep.Verdict, 1, "Code") { CanCopy = true },
    };

    public static ConnectionColumn<string?> Detail { get; } = new("Detail", ColumnForm.Text, TenantSight.Everything)
    {
        Decided = decision => decision.Detail,
        Stored = [StoredPart.Of(record => record.Detail)],
        Csv = 5,
        Detail = new(FactStep.Verdict, 2),
    };

    /// <summary>The client's address: from the PROXY header, or else the peer of a socket without a load balancer.</summary>
    public static ConnectionColumn<NetworkAddress?> Client { get; } = new("Client address", ColumnForm.Address, TenantSight.Clients)
    {
        Decided = decision => decision.Source ?? decision.Peer,
        Stored = [StoredPart.Of(record => record.ClientKey, (NetworkAddress? client) => AddressKey.Of(client!.Value))],
        Csv = 10,
        Detail = new(FactStep.Listener, 3) { CanCopy = true, When = view => view is { Peer: null, Source: null } },
    };

    public static ConnectionColumn<NetworkAddress?> Peer { get; } = new("Peer", ColumnForm.Address, TenantSight.Nothing)
    {
        Decided = decision => decision.Peer,
        Stored = [StoredPart.Of(record => record.Peer, (NetworkAddress? peer) => peer!.Value.ToString())],
        Restored = record => AddressKey.Parse(record.Peer),
        Csv = 12,
        Detail = new(FactStep.Listener, 2) { CanCopy = true },
    };

    public static ConnectionColumn<NetworkAddress?> Source { get; } = new("Source", ColumnForm.Address, TenantSight.Everything)
    {
        Decided = decision => decision.Source,
        Stored = [StoredPart.Of(record => record.Source, (NetworkAddress? source) => source?.ToString())],
        Restored = record => AddressKey.Parse(record.Source),
        Csv = null,
        Detail = new(FactStep.Header, 1, "Client address") { CanCopy = true },
    };

    public static ConnectionColumn<NetworkAddress?> Destination { get; } = new("Destination", ColumnForm.Address, TenantSight.OwnLinks)
    {
        Decided = decision => decision.Destination,
        Stored = [StoredPart.Of(record => record.Destination, (NetworkAddress? destination) => destination?.ToString())],
        Restored = record => AddressKey.Parse(record.Destination),
        Csv = 11,
        Detail = new(FactStep.Header, 2) { CanCopy = true },
    };

    public static ConnectionColumn<LinkIdentityKind> LinkKind { get; } = new("Link kind", ColumnForm.Code<LinkIdentityKind>(kind => kind.ToString()), TenantSight.Everything)
    {
        Decided = decision => decision.LinkKind,
        Stored = [StoredPart.Of(record => record.LinkKind)],
        IsInJson = false,
        Csv = null,
        Detail = null,
    };

    public static ConnectionColumn<CloudProvider?> Cloud { get; } = new("Cloud", ColumnForm.Cloud, TenantSight.OwnLinks)
    {
        Decided = decision => StoredForms.CloudOf(decision.LinkId),
        Stored = [StoredPart.Of(record => record.Cloud)],
        Csv = 8,
        Detail = new(FactStep.Identity, 1),
    };

    public static ConnectionColumn<LinkId?> LinkId { get; } = new("Link ID", ColumnForm.Link, TenantSight.OwnLinks)
    {
        Decided = decision => decision.LinkId,
        Stored = [StoredPart.Of(record => record.LinkId, (LinkId? link) => link?.ToString())],
        Restored = record => StoredForms.LinkOf(record.Cloud, record.LinkId),
        StandIn = view => view.HiddenLink,
        Csv = 9,
        Detail = new(FactStep.Identity, 2) { CanCopy = true },
    };

    public static ConnectionColumn<string?> LinkTlv { get; } = new("Link TLV", ColumnForm.Text, TenantSight.OwnLinks)
    {
        Decided = decision => decision.LinkTlv,
        Stored = [StoredPart.Of(record => record.LinkTlv)],
        Csv = null,
        Detail = new(FactStep.Identity, 3) { CanCopy = true },
    };

    /// <summary>Raw bytes reveal everything in them. So a tenant sees the bytes of a header only if its one link is the tenant's.</summary>
    public static ConnectionColumn<string?> FirstBytes { get; } = new("First bytes", ColumnForm.Text, TenantSight.OwnLinks)
    {
        Decided = decision => decision.FirstBytes,
        Stored = [StoredPart.Of(record => record.FirstBytes)],
        HiddenWhere = decision => decision.NestedLinkId is not null,
        Csv = null,
        Detail = null,
    };

    public static ConnectionColumn<LinkId?> NestedLinkId { get; } = new("Second header's link ID", ColumnForm.Link, TenantSight.Nothing)
    {
        Decided = decision => decision.NestedLinkId,
        Stored =
        [
            StoredPart.Of(record => record.NestedCloud, (LinkId? link) => link?.Cloud),
            StoredPart.Of(record => record.NestedLinkId, (LinkId? link) => link?.ToString()),
        ],
        Restored = record => StoredForms.LinkOf(record.NestedCloud, record.NestedLinkId),
        Csv = null,
        Detail = new(FactStep.Identity, 4) { CanCopy = true },
    };

    public static ConnectionColumn<string?> ServerName { get; } = new("Server name", ColumnForm.Text, TenantSight.Everything)
    {
        Decided = decision => decision.ServerName,
        Stored = [StoredPart.Of(record => record.ServerName)],
        Csv = 7,
        Detail = new(FactStep.Name, 2, "As sent") { CanCopy = true, When = view => view.ServerName != view.Host },
    };

    public static ConnectionColumn<string?> Host { get; } = new("Host", ColumnForm.Text, TenantSight.Everything)
    {
        Decided = decision => decision.Host,
        Stored = [StoredPart.Of(record => record.Host)],
        Csv = 6,
        Detail = new(FactStep.Name, 1) { CanCopy = true },
    };

    public static ConnectionColumn<string?> Alpn { get; } = new("ALPN", ColumnForm.Text, TenantSight.Everything)
    {
        Decided = decision => decision.Alpn,
        Stored = [StoredPart.Of(record => record.Alpn)],
        Csv = null,
        Detail = new(FactStep.Name, 3),
    };

    public static ConnectionColumn<string?> TlsVersions { get; } = new("TLS versions", ColumnForm.Text, TenantSight.Everything)
    {
        Decided = decision => decision.TlsVersions,
        Stored = [StoredPart.Of(record => record.TlsVersions)],
        Csv = null,
        Detail = new(FactStep.Name, 4),
    };

    public static ConnectionColumn<bool> EchOffered { get; } = new("ECH", ColumnForm.Flag("offered"), TenantSight.Everything)
    {
        Decided = decision => decision.EchOffered,
        Stored = [StoredPart.Of(record => record.EchOffered)],
        Csv = null,
        Detail = new(FactStep.Name, 5),
    };

    public static ConnectionColumn<long> PolicyRevision { get; } = new("Policy revision", ColumnForm.Number, TenantSight.Everything)
    {
        Decided = decision => decision.PolicyRevision,
        Stored = [StoredPart.Of(record => record.PolicyRevision)],
        Csv = 17,
        Detail = new(FactStep.Resource, 1) { When = view => view.PolicyRevision != 0 },
    };

    public static ConnectionColumn<Guid?> ResourceId { get; } = new("Resource", ColumnForm.Key, TenantSight.Everything)
    {
        Decided = decision => decision.ResourceId,
        Stored = [StoredPart.Of(record => record.ResourceId)],
        Csv = 16,
        Detail = null,
    };

    public static ConnectionColumn<Guid?> TenantId { get; } = new("Tenant", ColumnForm.Key, TenantSight.Everything)
    {
        Decided = decision => decision.TenantId,
        Stored = [StoredPart.Of(record => record.TenantId)],
        Csv = 15,
        Detail = null,
    };

    public static ConnectionColumn<string?> Upstream { get; } = new("Upstream", ColumnForm.Text, TenantSight.Nothing)
    {
        Decided = decision => decision.Upstream,
        Stored = [StoredPart.Of(record => record.Upstream)],
        Csv = 18,
        Detail = new(FactStep.Upstream, 1) { CanCopy = true },
    };

    public static ConnectionColumn<TimeSpan?> HeaderDuration { get; } = new("PROXY header", ColumnForm.Milliseconds, TenantSight.Everything)
    {
        Decided = decision => decision.HeaderDuration,
        Stored = [StoredPart.Of(record => record.HeaderMicroseconds, (TimeSpan? span) => StoredForms.Microseconds(span))],
        Restored = record => StoredForms.SpanOf(record.HeaderMicroseconds),
        JsonName = "headerMs",
        Csv = null,
        Detail = null,
    };

    public static ConnectionColumn<TimeSpan?> HelloDuration { get; } = new("ClientHello", ColumnForm.Milliseconds, TenantSight.Everything)
    {
        Decided = decision => decision.HelloDuration,
        Stored = [StoredPart.Of(record => record.HelloMicroseconds, (TimeSpan? span) => StoredForms.Microseconds(span))],
        Restored = record => StoredForms.SpanOf(record.HelloMicroseconds),
        JsonName = "helloMs",
        Csv = null,
        Detail = null,
    };

    public static ConnectionColumn<CloseReason?> CloseReason { get; } = new("Ending", ColumnForm.Ending, TenantSight.Everything, nameof(ConnectionClosed.Reason))
    {
        Ended = closed => closed.Reason,
        Stored =
        [
            StoredPart.Of(record => record.CloseReason),
            StoredPart.Of(record => record.State, (CloseReason? reason) => reason is null ? RecordState.Open : RecordState.Ended),
        ],
        CsvName = "ending",
        Csv = 19,
        Detail = new(FactStep.Ending, 1, "Code") { CanCopy = true },
    };

    public static ConnectionColumn<long?> BytesFromClient { get; } = new("From the client", ColumnForm.Bytes, TenantSight.Everything)
    {
        Ended = closed => closed.BytesFromClient,
        Stored = [StoredPart.Of(record => record.BytesFromClient)],
        Csv = 20,
        Detail = new(FactStep.Ending, 2),
    };

    public static ConnectionColumn<long?> BytesFromUpstream { get; } = new("From the upstream", ColumnForm.Bytes, TenantSight.Everything)
    {
        Ended = closed => closed.BytesFromUpstream,
        Stored = [StoredPart.Of(record => record.BytesFromUpstream)],
        Csv = 21,
        Detail = new(FactStep.Ending, 3),
    };

    public static ConnectionColumn<NetworkAddress?> UpstreamAddress { get; } = new("Upstream address", ColumnForm.Address, TenantSight.Nothing)
    {
        Ended = closed => closed.UpstreamAddress,
        Stored = [StoredPart.Of(record => record.UpstreamAddress, (NetworkAddress? address) => address?.ToString())],
        Restored = record => AddressKey.Parse(record.UpstreamAddress),
        Csv = null,
        Detail = new(FactStep.Upstream, 2, "Address") { CanCopy = true },
    };

    public static ConnectionColumn<TimeSpan?> ConnectDuration { get; } = new("Connect", ColumnForm.Milliseconds, TenantSight.Everything)
    {
        Ended = closed => closed.ConnectDuration,
        Stored = [StoredPart.Of(record => record.ConnectMicroseconds, (TimeSpan? span) => StoredForms.Microseconds(span))],
        Restored = record => StoredForms.SpanOf(record.ConnectMicroseconds),
        JsonName = "connectMs",
        Csv = null,
        Detail = null,
    };

    public static ConnectionColumn<TimeSpan?> Duration { get; } = new("Duration", ColumnForm.Milliseconds, TenantSight.Everything)
    {
        Ended = closed => closed.Duration,
        Stored = [StoredPart.Of(record => record.DurationMicroseconds, (TimeSpan? span) => StoredForms.Microseconds(span))],
        Restored = record => StoredForms.SpanOf(record.DurationMicroseconds),
        JsonName = "durationMs",
        Csv = 22,
        Detail = null,
    };

    /// <summary>All columns in the order of this file, which is the order of the assembly's metadata.</summary>
    public static IReadOnlyList<ConnectionColumn> All { get; } = [.. typeof(ConnectionColumns).GetProperties()
        .Where(property => property.PropertyType.IsAssignableTo(typeof(ConnectionColumn)))
        .Select(property => (ConnectionColumn)property.GetValue(null)!)];
}
