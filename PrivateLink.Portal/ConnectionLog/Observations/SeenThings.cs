using PrivateLink.Engine.Decisions;
using PrivateLink.Engine.Policy;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>What was seen in a short while. Bounded: only somebody who forges link IDs or claim names fills it. Not thread-safe.</summary>
internal sealed class SeenThings
{
    public const int Capacity = 50_000;

    /// <summary>Whoever has one private endpoint can invent names, so these may not crowd out the links.</summary>
    public const int ClaimCapacity = Capacity / 2;

    private readonly Dictionary<SeenThing, Seen> _things = [];

    public IReadOnlyCollection<KeyValuePair<SeenThing, Seen>> All => _things;

    public void Add(ConnectionDecision decision)
    {
        if (decision.LinkId is not { } linkId) return;
        var link = new SeenThing(linkId, decision.Listener);
        Add(link, decision);
        if (decision.ResourceId is { } resourceId) Add(link with { ResourceId = resourceId }, decision);
        if (decision is { Reason: Reason.ClaimObserved, Host: { } name }) Add(link with { Claim = name }, decision, ClaimCapacity);
    }

    /// <summary>Takes in what was seen earlier and could not be written.</summary>
    public void Add(SeenThings others)
    {
        foreach (var (thing, other) in others._things)
            if (_things.TryGetValue(thing, out var seen)) seen.Add(other);
            else if (_things.Count < Capacity) _things.Add(thing, other);
    }

    public void Remove(SeenThing thing) => _things.Remove(thing);

    private void Add(SeenThing thing, ConnectionDecision decision, int capacity = Capacity)
    {
        if (_things.TryGetValue(thing, out var seen)) seen.Add(decision);
        else if (_things.Count < capacity) _things.Add(thing, Seen.Once(decision));
    }
}
