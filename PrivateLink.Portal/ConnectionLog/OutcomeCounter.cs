using PrivateLink.Engine.Decisions;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>
/// Counts connections by outcome and by the second of their decision, for five minutes. A connection counts when it is decided. If it fails later,
/// it then counts as failed, in the second of its decision. Not thread-safe.
/// </summary>
internal sealed class OutcomeCounter
{
    public const int Seconds = 300;
    private const int RateSeconds = 5;

    private readonly SecondTotals[] _totals = new SecondTotals[Seconds];

    public long Total { get; private set; }

    public void Add(DateTimeOffset now, ConnectionEntry entry)
    {
        Total++;
        Add(now, entry.Second, Outcomes.Of(entry.Decision.Verdict, ending: null), 1);
    }

    /// <summary>Changes an allowed connection to failed.</summary>
    public void Fail(DateTimeOffset now, ConnectionDecision decision)
    {
        var second = SecondOf(now, decision);
        Add(now, second, Outcomes.Of(decision.Verdict, ending: null), -1);
        Add(now, second, Outcome.Failed, 1);
    }

    /// <summary>The last five minutes, oldest first, including seconds without connections.</summary>
    public SecondTotals[] History(DateTimeOffset now)
    {
        var last = now.ToUnixTimeSeconds();
        var history = new SecondTotals[Seconds];
        for (var index = 0; index < Seconds; index++)
        {
            var second = last - Seconds + 1 + index;
            history[index] = At(_totals[second % Seconds], second);
        }

        return history;
    }

    /// <param name="history">The last five minutes; the last second is still running.</param>
    /// <param name="since">The time before which the counts are unknown; null if all are known.</param>
    public static double RateOf(ReadOnlySpan<SecondTotals> history, DateTimeOffset? since = null)
    {
        var (sum, seconds) = (0, 0);
        foreach (var second in history[^(RateSeconds + 1)..^1])
        {
            if (second.Second < since) continue;
            sum += second.Total;
            seconds++;
        }

        return (double)sum / Math.Max(1, seconds);
    }

    /// <summary>
    /// The second in which a connection counts. An allowed connection counts in the second of its decision, so that its ending finds it again. All
    /// others count when they arrive.
    /// </summary>
    public static long SecondOf(DateTimeOffset now, ConnectionDecision decision) => (decision.IsRelayed() ? decision.DecidedAt() : now).ToUnixTimeSeconds();

    public void Add(DateTimeOffset now, long second, Outcome outcome, int more)
    {
        if (second <= now.ToUnixTimeSeconds() - Seconds) return;
        ref var totals = ref _totals[second % Seconds];
        totals = At(totals, second).With(outcome, more);
    }

    /// <summary>A slot from an earlier round counts as empty.</summary>
    private static SecondTotals At(SecondTotals slot, long second) =>
        slot.Second.ToUnixTimeSeconds() == second ? slot : new SecondTotals { Second = DateTimeOffset.FromUnixTimeSeconds(second) };
}
