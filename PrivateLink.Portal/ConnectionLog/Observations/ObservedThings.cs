using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Observations;

/// <summary>The observations of a short period. Not thread-safe.</summary>
internal sealed class ObservedThings
{
    /// <summary>Small enough for one transaction; a batch may exceed it.</summary>
    public const int Portion = 1_000;

    private readonly Dictionary<ObservedThing, ObservedTimes> _things = [];

    public IReadOnlyCollection<KeyValuePair<ObservedThing, ObservedTimes>> All => _things;

    public bool IsFull => _things.Count >= Portion;

    public int Claims { get; private set; }

    /// <summary>The number of events up to the last of these observations.</summary>
    public long Through { get; set; }

    /// <param name="decision">The decision.</param>
    /// <param name="takesNew">Whether there is room for new observations.</param>
    /// <param name="takesNewClaims">Whether there is room for new claim names.</param>
    public void Add(ConnectionDecision decision, bool takesNew, bool takesNewClaims)
    {
        if (decision.LinkId is not { } linkId) return;
        var link = new ObservedThing(linkId, decision.Listener);
        Add(link, decision, takesNew);
        if (decision.ResourceId is { } resourceId) Add(link with { ResourceId = resourceId }, decision, takesNew);
        if (decision is { Reason: Reason.ClaimObserved, Host: { } name } && Add(link with { Claim = name }, decision, takesNew && takesNewClaims)) Claims++;
    }

    /// <returns>Whether it is new here.</returns>
    private bool Add(ObservedThing thing, ConnectionDecision decision, bool takesNew)
    {
        if (_things.TryGetValue(thing, out var seen)) seen.Add(decision);
        else if (takesNew) _things.Add(thing, ObservedTimes.Once(decision));
        return seen is null && takesNew;
    }
}
