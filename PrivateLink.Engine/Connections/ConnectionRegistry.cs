using System.Collections.Concurrent;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>Every open connection, so that the engine can look at them, wait for them and end them. Thread-safe.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<long, ConnectionStory> _open = new();
    private TaskCompletionSource? _empty;

    public int Count => _open.Count;

    /// <summary>The open connections; those that come and go meanwhile may be missing or over.</summary>
    public IEnumerable<ConnectionStory> Open => _open.Select(static entry => entry.Value);

    public bool Contains(long id) => _open.ContainsKey(id);

    public void Add(ConnectionStory story) => _open[story.Id] = story;

    public void Remove(ConnectionStory story)
    {
        _open.TryRemove(story.Id, out _);
        if (_open.IsEmpty) Volatile.Read(ref _empty)?.TrySetResult();
    }

    /// <summary>Resets one connection.</summary>
    /// <returns>Whether it was open and nobody had ended it before.</returns>
    public bool Abort(long id, CloseReason reason)
    {
        if (!_open.TryGetValue(id, out var story) || story.Connection.Aborted is not null) return false;
        story.Connection.Abort(reason);
        return story.Connection.Aborted == reason;
    }

    /// <summary>Resets everything that is open.</summary>
    public void AbortAll(CloseReason reason)
    {
        foreach (var story in Open) story.Connection.Abort(reason);
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
