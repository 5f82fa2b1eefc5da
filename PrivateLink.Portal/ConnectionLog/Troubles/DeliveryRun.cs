using PrivateLink.Engine.Decisions;
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

    private TimeSpan _longestBreak;
    private DateTimeOffset _first;
    private int _failed;
    private readonly DeliveringPaths _paths = new();
    private ConnectionDecision? _opened;

    /// <summary>When the newest delivered connection came; null if none is known.</summary>
    public DateTimeOffset? Delivered { get; private set; }

    /// <summary>How many connections came since and were not delivered.</summary>
    public int Count { get; private set; }

    /// <summary>The newest of them.</summary>
    public ConnectionDecision? Newest { get; private set; }

    /// <summary>The newest of them on the path that used to deliver, because strangers are denied at any time. Without such a path, the newest of all.</summary>
    public ConnectionDecision? Cause { get; private set; }

    /// <summary>Why the cause was not delivered.</summary>
    public ReasonDescription? Why { get; private set; }

    /// <summary>The listener of all of them; null if there were several.</summary>
    public string? Listener { get; private set; }

    /// <summary>The time of the newest connection of any kind.</summary>
    public DateTimeOffset Touched { get; private set; }

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
        _paths.Add(decision.LinkId, time);
        if (time <= Delivered) return;
        if (Delivered is { } before) _longestBreak = Longer(time - before, _longestBreak * Fading);
        Delivered = time;
        if (Count == 0 || time < _first) return;
        (Count, _failed, Newest, Cause, Why, Listener) = (0, 0, null, null, null, null);
    }

    /// <summary>A connection that was denied, or failed.</summary>
    public void Miss(ConnectionDecision decision, ReasonDescription why, bool isFailure, DateTimeOffset now)
    {
        if (isFailure && _opened?.Time == decision.Time) _opened = null;
        Settle(now);
        Touch(decision.Time);
        if (decision.Time <= Delivered) return;
        if (isFailure) _paths.Add(decision.LinkId, decision.Time);
        if (Count == 0) (_first, Listener) = (decision.Time, decision.Listener);
        Count++;
        if (isFailure) _failed++;
        if (Listener != decision.Listener) Listener = null;
        if (decision.Time < Newest?.Time) return;
        Newest = decision;
        if (Cause is null || _paths.WeightOf(decision.LinkId) >= _paths.WeightOf(Cause.LinkId)) (Cause, Why) = (decision, why);
    }

    /// <summary>
    /// Whether it delivered before and delivers nothing now. Anyone on the internet can cause denials, so these count only if nothing was delivered
    /// for much longer than usual. Failures follow a connection that was allowed, so they count at once.
    /// </summary>
    public bool IsOutage(DateTimeOffset now)
    {
        Settle(now);
        if (Delivered is not { } delivered || Newest is not { } newest || Count < Fewest || now - newest.Time > Remembered) return false;
        var silence = newest.Time - delivered;
        return silence >= ShortestSilence && (_failed >= Fewest || silence > 2 * _longestBreak);
    }

    private void Settle(DateTimeOffset now)
    {
        if (_opened is not { } opened || now - opened.Time < Settles) return;
        _opened = null;
        Deliver(opened);
    }

    private void Touch(DateTimeOffset time) => Touched = time > Touched ? time : Touched;

    private static TimeSpan Longer(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
