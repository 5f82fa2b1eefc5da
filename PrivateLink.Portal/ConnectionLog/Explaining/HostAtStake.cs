using System.Globalization;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>What a change cuts of a host's traffic.</summary>
/// <param name="Host">Its name.</param>
/// <param name="All">Connections that were let in during the last day; null when the counts cannot be read now.</param>
/// <param name="Cut">How many of them came through what goes; null as before.</param>
/// <param name="OpenNow">How many of those are open now, in this process.</param>
public sealed record HostAtStake(string Host, long? All, long? Cut, int OpenNow)
{
    /// <summary>Whether there were more links than are counted one by one, so that it may be more.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Whether some of what is counted may still be let in, so that it may be less.</summary>
    public bool IsAtMost { get; init; }

    /// <summary>Whether anybody notices, as far as is known.</summary>
    public bool IsFelt => Cut != 0 || OpenNow > 0;

    /// <summary>One sentence.</summary>
    public string Words => (All, Cut) switch
    {
        ({ } all and > 0, { } cut) => $"{Host}: {Bound}{Percent(cut, all)} % of the connections of the last 24 hours ({Number(cut)} of {Number(all)}), {Open} open now.",
        (null, _) or (_, null) => $"{Host}: the counts cannot be read now, so the number of affected connections is unknown. {Open} open now.",
        _ => $"{Host}: no connection was allowed in the last 24 hours, {Open} open now.",
    };

    private string Bound => (IsAtLeast, IsAtMost) switch { (true, true) => "about ", (true, false) => "at least ", (false, true) => "at most ", _ => "" };

    private string Open => $"{(IsAtMost && OpenNow > 0 ? "at most " : "")}{Number(OpenNow)}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A part is never rounded away, nor to all of it.</summary>
    private static string Percent(long part, long all) => (100.0 * part / all) switch
    {
        > 0 and < 1 => "less than 1",
        > 99 and < 100 => "more than 99",
        var percent => percent.ToString("0", CultureInfo.InvariantCulture),
    };
}
