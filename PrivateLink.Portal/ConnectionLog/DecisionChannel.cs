using System.Threading.Channels;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// The engine's way into the portal: bounded, never blocking. What comes faster than it is taken is dropped and counted, and the
/// count is shown; a connection never waits for its record.
/// </summary>
public sealed class DecisionChannel : IDecisionSink
{
    /// <summary>Some seconds of a very busy engine.</summary>
    public const int Capacity = 65_536;

    private readonly Channel<DecisionEvent> _channel = Channel.CreateBounded<DecisionEvent>(
        new BoundedChannelOptions(Capacity) { SingleReader = true, AllowSynchronousContinuations = false });

    private long _dropped;

    /// <summary>Records lost since the process started.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    internal ChannelReader<DecisionEvent> Reader => _channel.Reader;

    public void OnDecision(ConnectionDecision decision) => Write(new DecisionEvent(decision));

    public void OnClosed(ConnectionClosed closed) => Write(new DecisionEvent(closed.Decision, closed));

    private void Write(DecisionEvent @event)
    {
        if (!_channel.Writer.TryWrite(@event)) Interlocked.Increment(ref _dropped);
    }
}
