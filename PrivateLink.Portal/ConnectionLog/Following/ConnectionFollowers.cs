using System.Collections.Immutable;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.Following;

/// <summary>Those who follow connections one by one, as they are decided and end; from memory, whatever the database does. Thread-safe.</summary>
public sealed class ConnectionFollowers
{
    private ImmutableArray<Follower> _followers = [];

    /// <summary>Begins to follow what a filter takes, of all tenants. Disposing ends it.</summary>
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
