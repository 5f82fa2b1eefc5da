using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Columns;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.ConnectionLog.Records.Journal;

/// <summary>A connection as the journal holds it.</summary>
/// <param name="Record">The record. In state open it is a decision; otherwise an ending.</param>
/// <param name="IsWhole">Whether the decision and the ending are in the same frame.</param>
internal readonly record struct NotedConnection(ConnectionRecord Record, bool IsWhole)
{
    /// <summary>Combines events of the same connection. Under load, most connections begin and end in one batch, and need only one note.</summary>
    public static IReadOnlyList<NotedConnection> Of(IReadOnlyList<DecisionEvent> events)
    {
        var ends = new Dictionary<long, ConnectionClosed>();
        foreach (var @event in events)
            if (@event.Closed is { } closed)
                ends[closed.Decision.Id] = closed;

        var connections = new List<NotedConnection>(events.Count);
        var whole = new HashSet<long>();
        foreach (var @event in events)
            if (@event.Closed is null && ends.TryGetValue(@event.Decision.Id, out var end) && whole.Add(@event.Decision.Id)) connections.Add(new(RecordForm.Of(@event.Decision, end), IsWhole: true));
            else if (@event.Closed is null || !whole.Contains(@event.Decision.Id)) connections.Add(new(RecordForm.Of(@event.Decision, @event.Closed), IsWhole: false));
        return connections;
    }
}
