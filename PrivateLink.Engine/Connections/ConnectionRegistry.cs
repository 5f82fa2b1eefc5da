using System.Collections.Concurrent;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Engine.Connections;

/// <summary>Every open connection, so that the engine can list, await and end them. Thread-safe.</summary>
internal sealed class ConnectionRegistry
{
    private readonly ConcurrentDictionary<long, ConnectionStory> _open = new();
    private TaskCompletionSource? _empty;

    public int Count => _open.Count;

    /// <summary>The open connections. Connections that open or close during the enumeration may be missing or already closed.</summary>
    public IEnumerable<ConnectionStory> Open => _open.Select(static entry => entry.Value);

    public bool Contains(long id) => _open.ContainsKey(id);

    public void Add(ConnectionStory story) => _open[story.Id] = story;

    public void Remove(ConnectionStory story)
    {
        _open.TryRemove(story.Id, out _);
        if (_open.IsEmpty) Volatile.Read(ref _empty)?.TrySetResult();
    }

    /// <summary>Resets one connection.</summary>
    /// <returns>Whether this call ended it.</returns>
    public bool Abort(long id, CloseReason reason)
    {
        if (!_open.TryGetValue(id, out var story) || story.Connection.Aborted is not null) return false;
        story.Connection.Abort(reason);
        return story.Connection.Aborted == reason;
    }

    /// <summary>Resets every open connection.</summary>
    public void AbortAll(CloseReason reason)
    {
        foreach (var story in Open) story.Connection.Abort(reason);
    }

    /// <summary>Completes when no connection is open. Call it only after the engine has stopped accepting.</summary>
    public Task WhenEmptyAsync()
    {
        var waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Volatile.Write(ref _empty, waiting);
        if (_open.IsEmpty) waiting.TrySetResult();
        return waiting.Task;
    }
}
