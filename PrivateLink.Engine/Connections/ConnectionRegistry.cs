using System.Collections.Concurrent;
using PrivateLink.Engine.Forwarding;
using PrivateLink.Engine.Transport;

namespace PrivateLink.Engine.Connections;

/// <summary>Every open connection, so that the engine can wait for them and end them. Thread-safe.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<long, TransportConnection> _open = new();
    private TaskCompletionSource? _empty;

    public int Count => _open.Count;

    public void Add(long id, TransportConnection connection) => _open[id] = connection;

    public void Remove(long id)
    {
        _open.TryRemove(id, out _);
        if (_open.IsEmpty) Volatile.Read(ref _empty)?.TrySetResult();
    }

    /// <summary>Resets everything that is open.</summary>
    public void AbortAll(CloseReason reason)
    {
        foreach (var connection in _open.Values) connection.Abort(reason);
    }

    /// <summary>Completes when nothing is open. Only meaningful once nothing new is accepted.</summary>
    public Task WhenEmptyAsync()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _empty, waiting);
        if (_open.IsEmpty) waiting.TrySetResult();
        return waiting.Task;
    }
}
