using System.Collections.Concurrent;
using System.Threading.Channels;
using PrivateLink.Engine.Decisions;

namespace PrivateLink.Tests.Support;

/// <summary>Keeps what the engine says, for a test to wait for.</summary>
public sealed class RecordingSink : IDecisionSink
{
    private readonly Channel<ConnectionDecision> _decisions = Channel.CreateUnbounded<ConnectionDecision>();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ConnectionClosed>> _closed = new();

    public void OnDecision(ConnectionDecision decision) => _decisions.Writer.TryWrite(decision);

    public void OnClosed(ConnectionClosed closed) => EndOf(closed.Decision.Id).TrySetResult(closed);

    /// <summary>The next decision that nobody has asked for yet.</summary>
    public ValueTask<ConnectionDecision> NextDecisionAsync(CancellationToken cancellation) => _decisions.Reader.ReadAsync(cancellation);

    /// <summary>The end of a connection.</summary>
    public Task<ConnectionClosed> ClosedAsync(long id, CancellationToken cancellation) => EndOf(id).Task.WaitAsync(cancellation);

    private TaskCompletionSource<ConnectionClosed> EndOf(long id) => _closed.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
