using System.Collections.Concurrent;
using System.Threading.Channels;
using PrivateLink.Engine.Decisions;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Keeps what the engine reports, in order, and hands it out one by one. Anyone who waits, waits for a bounded time.</summary>
public sealed class RecordingSink : IDecisionSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ConnectionDecision> _decisions = Channel.CreateUnbounded<ConnectionDecision>();
    private readonly Channel<ConnectionClosed> _closed = Channel.CreateUnbounded<ConnectionClosed>();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ConnectionClosed>> _endings = new();

    private readonly ConcurrentDictionary<long, int> _balance = new();

    /// <summary>Connections with a decision and no ending, an ending and no decision, or one of them twice.</summary>
    public IReadOnlyList<long> Unbalanced => [.. _balance.Where(entry => entry.Value != 0).Select(entry => entry.Key)];

    /// <summary>Connections that have had a decision.</summary>
    public int Decided => _balance.Count;

    /// <summary>Reported and not yet handed out.</summary>
    public int Pending => _decisions.Reader.Count + _closed.Reader.Count;

    /// <summary>Called in the middle of every report of an ending: what a sink may do to the engine by being slow or broken.</summary>
    public Action? WhileClosing { get; set; }

    public void OnDecision(ConnectionDecision decision)
    {
        _balance.AddOrUpdate(decision.Id, 1, (_, balance) => balance + 1);
        _decisions.Writer.TryWrite(decision);
    }

    public void OnClosed(ConnectionClosed closed)
    {
        WhileClosing?.Invoke();
        _balance.AddOrUpdate(closed.Decision.Id, -1, (_, balance) => balance - 1);
        _closed.Writer.TryWrite(closed);
        EndingOf(closed.Decision.Id).TrySetResult(closed);
    }

    /// <summary>The next decision that nobody has asked for yet.</summary>
    public Task<ConnectionDecision> NextDecisionAsync() => Bounded(_decisions.Reader.ReadAsync(Cancellation).AsTask());

    /// <summary>The next ending that nobody has asked for yet.</summary>
    public Task<ConnectionClosed> NextClosedAsync() => Bounded(_closed.Reader.ReadAsync(Cancellation).AsTask());

    /// <summary>The end of one connection.</summary>
    public Task<ConnectionClosed> ClosedAsync(long id) => Bounded(EndingOf(id).Task);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<T> Bounded<T>(Task<T> report) => report.WaitAsync(Patience, Cancellation);

    private TaskCompletionSource<ConnectionClosed> EndingOf(long id) =>
        _endings.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
