using System.Collections.Immutable;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Following;

/// <summary>
/// The readers that follow each connection when it is decided and when it ends. Works from memory, so it does not need the database. Thread-safe.
/// </summary>
public sealed class ConnectionFollowers
{
    private ImmutableArray<Follower> _followers = [];

    /// <summary>Starts to follow the connections that match a filter, of all tenants. Dispose the result to stop.</summary>
    internal Follower Follow(ConnectionFilter filter)
    {
        var follower = new Follower(filter, Leave);
        ImmutableInterlocked.Update(ref _followers, static (all, added) => all.Add(added), follower);
        return follower;
    }

    internal void Take(IReadOnlyList<DecisionEvent> events)
    {
        var followers = _followers;
        if (followers.IsEmpty) return;
        foreach (var @event in events)
        {
            var decided = new ConnectionEntry(sequence: 0, @event.Decision, closed: null).Whole;
            var ended = @event.Closed is { } closed ? new ConnectionEntry(sequence: 0, @event.Decision, closed).Whole : null;
            foreach (var follower in followers) follower.Offer(decided, ended);
        }
    }

    private void Leave(Follower follower) => ImmutableInterlocked.Update(ref _followers, static (all, left) => all.Remove(left), follower);
}
