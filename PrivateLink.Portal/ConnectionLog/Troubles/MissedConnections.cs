using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Troubles;

/// <summary>The connections of one host or endpoint since the last delivered one, all of them denied or failed. Not thread-safe.</summary>
/// <param name="first">The first of them.</param>
/// <param name="firstWhy">Why it was not delivered.</param>
internal sealed class MissedConnections(ConnectionDecision first, ReasonDescription firstWhy)
{
    private readonly int[] _byWeight = new int[3];
    private PathWeight _weight;

    /// <summary>When the first of them came.</summary>
    public DateTimeOffset First { get; } = first.Time;

    public int Count { get; private set; }

    /// <summary>How many of them were allowed, but not delivered.</summary>
    public int Failed { get; private set; }

    /// <summary>How many of them came through a link that was allowed before. A stranger cannot cause these.</summary>
    public int OnLinks => _byWeight[(int)PathWeight.Link];

    /// <summary>How many of them came on a path like that of the cause.</summary>
    public int LikeCause => _byWeight[(int)_weight];

    /// <summary>The newest of them.</summary>
    public ConnectionDecision Newest { get; private set; } = first;

    /// <summary>The newest of them on the path that used to deliver, because strangers are denied at any time. Without such a path, the newest of all.</summary>
    public ConnectionDecision Cause { get; private set; } = first;

    /// <summary>Why the cause was not delivered.</summary>
    public ReasonDescription Why { get; private set; } = firstWhy;

    /// <summary>The listener of all of them; null if there were several.</summary>
    public string? Listener { get; private set; } = first.Listener;

    public void Add(ConnectionDecision decision, ReasonDescription why, bool isFailure, DeliveringPaths paths)
    {
        Count++;
        if (isFailure) Failed++;
        var weight = paths.WeightOf(decision.LinkId);
        _byWeight[(int)weight]++;
        if (Listener != decision.Listener) Listener = null;
        if (decision.Time < Newest.Time) return;
        Newest = decision;
        if (weight >= _weight) (Cause, Why, _weight) = (decision, why, weight);
    }
}
