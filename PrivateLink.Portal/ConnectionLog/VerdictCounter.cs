using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>Counts decisions by verdict and second, for five minutes. Not thread-safe.</summary>
internal sealed class VerdictCounter
{
    public const int Seconds = 300;
    private const int RateSeconds = 5;

    private readonly SecondTotals[] _totals = new SecondTotals[Seconds];

    public long Total { get; private set; }

    public void Add(DateTimeOffset now, Verdict verdict)
    {
        Total++;
        var second = now.ToUnixTimeSeconds();
        ref var totals = ref _totals[second % Seconds];
        var current = At(totals, second);
        totals = verdict switch
        {
            Verdict.Allowed => current with { Allowed = current.Allowed + 1 },
            Verdict.Denied => current with { Denied = current.Denied + 1 },
            Verdict.Audited => current with { Audited = current.Audited + 1 },
            _ => current with { Probes = current.Probes + 1 },
        };
    }

    /// <summary>The last five minutes, oldest first; seconds in which nothing happened are zero.</summary>
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

    public static double RateOf(ReadOnlySpan<SecondTotals> history)
    {
        var sum = 0;
        foreach (var second in history[^(RateSeconds + 1)..^1]) sum += second.Total;
        return (double)sum / RateSeconds;
    }

    /// <summary>A slot that still holds an earlier round is empty for this one.</summary>
    private static SecondTotals At(SecondTotals slot, long second) =>
        slot.Second.ToUnixTimeSeconds() == second ? slot : new SecondTotals { Second = DateTimeOffset.FromUnixTimeSeconds(second) };
}
