using System.Globalization;

namespace PrivateLink.Portal.ConnectionLog.Explaining;

/// <summary>How much of a host's traffic a change cuts.</summary>
/// <param name="Host">The host's name.</param>
/// <param name="All">Connections that were allowed during the last day; null if the counts cannot be read.</param>
/// <param name="Cut">How many of them the change cuts; null if the counts cannot be read.</param>
/// <param name="OpenNow">How many of those are open now, in this process.</param>
public sealed record HostAtStake(string Host, long? All, long? Cut, int OpenNow)
{
    /// <summary>Whether there were more links than are counted separately, so that the number may be higher.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>Whether some of the counted connections may still be allowed, so that the number may be lower.</summary>
    public bool IsAtMost { get; init; }

    /// <summary>The first hour, in UTC, whose connections are not all counted because the database refuses their totals; null if it refuses none.</summary>
    public DateTime? NotCountedSince { get; init; }

    /// <summary>Whether the change affects traffic, or may affect traffic that is not counted.</summary>
    public bool IsFelt => Cut != 0 || OpenNow > 0 || NotCountedSince is not null;

    /// <summary>One sentence.</summary>
    public string Words => (All, Cut) switch
    {
        ({ } all, { } cut) when NotCountedSince is { } since =>
            string.Create(CultureInfo.InvariantCulture, $"{Host}: the number of affected connections is unknown, because the totals since {since:HH:mm} UTC cannot be stored. ")
            + $"{(all == 0 ? "Nothing is counted before that" : $"Counted before that: {Number(cut)} of {Number(all)}")}, {Open} open now.",
        ({ } all and > 0, { } cut) => $"{Host}: {Bound}{Percent(cut, all)} % of the allowed connections of the last 24 hours ({Number(cut)} of {Number(all)}), {Open} open now.",
        (null, _) or (_, null) => $"{Host}: the counts cannot be read now, so the number of affected connections is unknown. {Open} open now.",
        _ => $"{Host}: no connection was allowed in the last 24 hours, {Open} open now.",
    };

    private string Bound => (IsAtLeast, IsAtMost) switch { (true, true) => "about ", (true, false) => "at least ", (false, true) => "at most ", _ => "" };

    private string Open => $"{(IsAtMost && OpenNow > 0 ? "at most " : "")}{Number(OpenNow)}";

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Never rounds a part to nothing or to everything.</summary>
    private static string Percent(long part, long all) => (100.0 * part / all) switch
    {
        > 0 and < 1 => "less than 1",
        > 99 and < 100 => "more than 99",
        var percent => percent.ToString("0", CultureInfo.InvariantCulture),
    };
}
