using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.RollUps;

/// <summary>The sums of one kind in one hour, and the row that stores them. Not thread-safe.</summary>
internal sealed class RollUpCounter(RollUpKey key)
{
    private readonly Guid _rowId = Guid.CreateVersion7();
    private readonly TopSources _sources = new();
    private long _connections;
    private long _failed;
    private long _bytesFromClient;
    private long _bytesFromUpstream;

    public RollUpKey Key { get; } = key;

    /// <summary>Whether the row is out of date.</summary>
    public bool IsDirty { get; set; }

    /// <summary>Whether the row exists.</summary>
    public bool HasRow { get; set; }

    public void Decided(ConnectionDecision decision)
    {
        _connections++;
        // If a header names no client, the peer is the load balancer, which is not a source.
        if ((decision.Source ?? (decision.HeaderDuration is null ? decision.Peer : null)) is { } client) _sources.Add(SourceNetwork.Of(client));
        IsDirty = true;
    }

    public void Failed()
    {
        _failed++;
        IsDirty = true;
    }

    public void Ended(ConnectionClosed closed)
    {
        _bytesFromClient += closed.BytesFromClient;
        _bytesFromUpstream += closed.BytesFromUpstream;
        IsDirty = true;
    }

    public HourlyRollUp Row() => new()
    {
        Id = _rowId,
        Hour = Key.Begin,
        TenantId = Key.TenantId,
        ResourceId = Key.ResourceId,
        Listener = Key.Listener,
        Cloud = Key.Cloud,
        LinkId = Key.IsOther ? HourlyRollUp.OtherLinks : Key.LinkId?.ToString(),
        Verdict = Key.Verdict,
        Reason = Key.Reason,
        Connections = _connections,
        Failed = _failed,
        BytesFromClient = _bytesFromClient,
        BytesFromUpstream = _bytesFromUpstream,
        Sources = SourceCounts.Write(_sources.Top()),
    };
}
