using PrivateLink.Engine.Decisions;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Troubles;

/// <summary>
/// What one host or endpoint has delivered, and what it has not delivered since. It compares the times of the connections themselves, so it needs no
/// clock. Not thread-safe.
/// </summary>
internal sealed class DeliveryRun
{
    /// <summary>Fewer denials or failures are no outage.</summary>
    public const int Fewest = 3;

    /// <summary>A busy host may be silent for as long by chance.</summary>
    public static readonly TimeSpan ShortestSilence = TimeSpan.FromSeconds(30);

    /// <summary>An outage whose clients have given up for this long is over, as far as anyone can tell.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromMinutes(15);

    /// <summary>A connection that is open for this long has reached its upstream.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(30);

    // An exceptionally long break, such as a night, is forgotten after some hundred deliveries.
    private const double Fading = 0.95;

    private readonly DeliveringPaths _paths = new();
    private TimeSpan _longestBreak;
    private DateTimeOffset? _delivered;
    private ConnectionDecision? _opened;
    private MissedConnections? _missed;
    private RunOutage? _ended;

    /// <summary>The time of the newest connection of any kind.</summary>
    public DateTimeOffset Touched { get; private set; }

    /// <summary>Whether nothing is missing, and no outage is remembered.</summary>
    public bool IsCalm => _missed is null && _ended is null;

    /// <summary>An allowed connection, of which it is not known yet whether it is delivered.</summary>
    public void Open(ConnectionDecision decision)
    {
        Settle(decision.Time);
        Touch(decision.Time);
        _opened = decision;
    }

    /// <summary>An allowed connection that was delivered.</summary>
    public void Deliver(ConnectionDecision decision)
    {
        var time = decision.Time;
        Touch(time);
        _paths.Deliver(decision.LinkId, time);
        if (time <= _delivered) return;
        // A break in which clients tried in vain says nothing about how long the host is usually silent.
        if (_delivered is { } before && !IsProven(_missed)) _longestBreak = Longer(time - before, _longestBreak * Fading);
        if (time >= _missed?.First)
        {
            if (Current(time) is { } outage) _ended = outage with { Ended = time };
            _missed = null;
        }

        _delivered = time;
    }

    /// <summary>A connection that was denied, or failed.</summary>
    public void Miss(ConnectionDecision decision, ReasonDescription why, bool isFailure, DateTimeOffset now)
    {
        if (isFailure && _opened?.Time == decision.Time) _opened = null;
        Settle(now);
        Touch(decision.Time);
        if (isFailure) _paths.Allow(decision.LinkId, decision.Time);
        _paths.Miss(decision.LinkId, decision.Time);
        if (decision.Time <= _delivered) return;
        (_missed ??= new(decision, why)).Add(decision, why, isFailure, _paths);
    }

    /// <summary>The outage that it has, or has just had; null if none is known.</summary>
    public RunOutage? OutageAt(DateTimeOffset now)
    {
        Settle(now);
        if (now - _ended?.Ended > Remembered) _ended = null;
        return Current(now) ?? (_missed is { Failed: 0, OnLinks: 0 } or null ? _ended : null);
    }

    /// <summary>When the path of a connection that was not delivered delivers again; null if it is not known to.</summary>
    public DateTimeOffset? ResumedAfter(ConnectionDecision missed, DateTimeOffset now)
    {
        Settle(now);
        return missed.LinkKind is LinkIdentityKind.Malformed or LinkIdentityKind.Ambiguous ? null : _paths.ResumedAfter(missed.LinkId, missed.Time);
    }

    /// <summary>
    /// It delivered before and delivers nothing now. Anyone on the internet can cause denials, so these count only if nothing was delivered for much
    /// longer than usual. Strangers cause no failures, and no denials on a link that was allowed before, so these count at once.
    /// </summary>
    private RunOutage? Current(DateTimeOffset now)
    {
        if (_delivered is not { } delivered || _missed is not { Count: >= Fewest } missed || now - missed.Newest.Time > Remembered) return null;
        var silence = missed.Newest.Time - delivered;
        return silence >= ShortestSilence && (IsProven(missed) || silence > 2 * _longestBreak) ? new(missed, delivered, Ended: null) : null;
    }

    private static bool IsProven(MissedConnections? missed) => missed?.Failed >= Fewest || missed?.OnLinks >= Fewest;

    private void Settle(DateTimeOffset now)
    {
        if (_opened is not { } opened || now - opened.Time < Settles) return;
        _opened = null;
        Deliver(opened);
    }

    private void Touch(DateTimeOffset time) => Touched = time > Touched ? time : Touched;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}

/// <summary>An outage of one host or endpoint.</summary>
/// <param name="Missed">The connections that were not delivered.</param>
/// <param name="Since">When the last delivered connection before them came.</param>
/// <param name="Ended">When the first delivered connection after them came; null if none has.</param>
internal sealed record RunOutage(MissedConnections Missed, DateTimeOffset Since, DateTimeOffset? Ended);
