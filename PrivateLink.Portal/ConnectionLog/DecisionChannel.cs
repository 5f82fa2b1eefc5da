using System.Collections.Concurrent;
using System.Threading.Channels;
using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Records;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The engine's way into the portal: bounded, never blocking. What comes faster than it is taken is dropped and counted, and the
/// count is shown; a connection never waits for its record.
/// </summary>
/// <remarks>
/// Only decisions are refused. The end of a connection that was taken is always taken too (there is one for each), and the end of
/// one that was refused is not, so the reader sees whole connections or nothing of them.
/// </remarks>
public sealed class DecisionChannel(UnstoredRecords unstored) : IDecisionSink
{
    /// <summary>Some seconds of a very busy engine.</summary>
    public const int Capacity = 65_536;

    private readonly Channel<DecisionEvent> _events = Channel.CreateUnbounded<DecisionEvent>(
        new UnboundedChannelOptions { SingleReader = true, AllowSynchronousContinuations = false });

    private readonly ConcurrentDictionary<long, ConnectionDecision> _refused = new();
    private int _waiting;
    private long _dropped;

    /// <summary>Records lost here since the process started.</summary>
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

    /// <summary>Whether there is, or will be, something to take; false when everything was taken and nothing more comes.</summary>
    internal ValueTask<bool> WaitAsync(CancellationToken cancellationToken) => _events.Reader.WaitToReadAsync(cancellationToken);

    internal bool TryTake(out DecisionEvent @event)
    {
        if (!_events.Reader.TryRead(out @event)) return false;
        Interlocked.Decrement(ref _waiting);
        return true;
    }

    /// <summary>Ends the way: the engine has stopped, and only what is already here is still to be taken.</summary>
    internal void Complete() => _events.Writer.TryComplete();
}
