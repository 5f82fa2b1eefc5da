using System.Collections.Concurrent;
using System.Threading.Channels;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Passes the engine's events to the portal: bounded, and never blocking. If events come faster than the portal reads them, the channel drops and
/// counts them, and the portal shows the count. A connection never waits for its record.
/// </summary>
/// <remarks>
/// Only decisions are dropped. If a decision is accepted, its one ending is always accepted too. If a decision is dropped, its ending is dropped
/// too. So the reader sees whole connections or nothing of them.
/// </remarks>
public sealed class DecisionChannel(UnstoredRecords unstored) : IDecisionSink
{
    /// <summary>Holds some seconds of events of a very busy engine.</summary>
    public const int Capacity = 65_536;

    private readonly Channel<DecisionEvent> _events = Channel.CreateUnbounded<DecisionEvent>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly ConcurrentDictionary<long, ConnectionDecision> _refused = new();
    private int _waiting;
    private long _dropped;

    /// <summary>Records dropped here since the process started.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    public void OnDecision(ConnectionDecision decision)
    {
        if (Interlocked.Increment(ref _waiting) <= Capacity && _events.Writer.TryWrite(new DecisionEvent(decision))) return;
        Interlocked.Decrement(ref _waiting);
        Interlocked.Increment(ref _dropped);
        _refused.TryAdd(decision.Id, decision);
        unstored.Add(decision, UnstoredCause.Overrun);
    }

    public void OnClosed(ConnectionClosed closed)
    {
        if (_refused.TryRemove(closed.Decision.Id, out _)) return;
        if (_events.Writer.TryWrite(new DecisionEvent(closed.Decision, closed))) Interlocked.Increment(ref _waiting);
    }

    /// <summary>Whether events are or will be available; false when all events are read and no more will come.</summary>
    internal ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _events.Reader.WaitToReadAsync(cancellationToken);

    internal bool TryTake(out DecisionEvent @event)
    {
        if (!_events.Reader.TryRead(out @event)) return false;
        Interlocked.Decrement(ref _waiting);
        return true;
    }

    /// <summary>Closes the channel. The engine has stopped, and only the events already here are still to be read.</summary>
    internal void Complete() => _events.Writer.TryComplete();
}
