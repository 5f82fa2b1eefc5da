using System.Collections.Concurrent;
using System.Threading.Channels;
using PrivateLink.Engine.Decisions;
using Xunit;

namespace PrivateLink.Tests.Support;

/// <summary>Keeps the engine's reports in order and returns them one by one. Every wait is bounded.</summary>
public sealed class RecordingSink : IDecisionSink
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Channel<ConnectionDecision> _decisions = Channel.CreateUnbounded<ConnectionDecision>();
    private readonly Channel<ConnectionClosed> _closed = Channel.CreateUnbounded<ConnectionClosed>();
    private readonly ConcurrentDictionary<long, TaskCompletionSource<ConnectionClosed>> _endings = new();

    private readonly ConcurrentDictionary<long, int> _balance = new();

    /// <summary>Connections that do not have exactly one decision and one ending.</summary>
    public IReadOnlyList<long> Unbalanced => [.. _balance.Where(entry => entry.Value != 0).Select(entry => entry.Key)];

    /// <summary>The number of connections with a decision.</summary>
    public int Decided => _balance.Count;

    /// <summary>The number of reports not yet returned.</summary>
    public int Pending => _decisions.Reader.Count + _closed.Reader.Count;

    /// <summary>Called during every report of an ending, to simulate a slow or broken sink.</summary>
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

    /// <summary>The next decision not yet returned.</summary>
    public Task<ConnectionDecision> NextDecisionAsync() => Bounded(_decisions.Reader.ReadAsync(Cancellation).AsTask());

    /// <summary>The next ending not yet returned.</summary>
    public Task<ConnectionClosed> NextClosedAsync() => Bounded(_closed.Reader.ReadAsync(Cancellation).AsTask());

    /// <summary>The end of one connection.</summary>
    public Task<ConnectionClosed> ClosedAsync(long id) => Bounded(EndingOf(id).Task);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private static Task<T> Bounded<T>(Task<T> report) => report.WaitAsync(Patience, Cancellation);

    private TaskCompletionSource<ConnectionClosed> EndingOf(long id) =>
        _endings.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
