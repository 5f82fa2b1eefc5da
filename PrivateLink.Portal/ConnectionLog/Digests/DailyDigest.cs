using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Digests;

/// <summary>
/// The summary of one full day, as its reader may see it, with the day before for comparison. Days are in UTC, because the sums are by UTC hour.
/// </summary>
public sealed record DailyDigest
{
    public required DateOnly Day { get; init; }

    public required DigestSum Connections { get; init; }

    public required DigestSum Denied { get; init; }

    public required DigestSum Failed { get; init; }

    public required DigestSum Bytes { get; init; }

    /// <summary>Hosts with the most connections.</summary>
    public required IReadOnlyList<DigestHost> Hosts { get; init; }

    /// <summary>Hosts with the most bytes.</summary>
    public required IReadOnlyList<DigestHost> HostsByBytes { get; init; }

    /// <summary>Hosts with allowed connections that were not delivered, the most failures first.</summary>
    public required IReadOnlyList<DigestHost> FailedHosts { get; init; }

    /// <summary>Hosts that had connections on the day before but none on this day, the busiest first.</summary>
    public required IReadOnlyList<DigestHost> SilentHosts { get; init; }

    public required IReadOnlyList<DigestLink> Links { get; init; }

    public required IReadOnlyList<DigestLink> LinksByBytes { get; init; }

    /// <summary>Networks with the most connections; the counts are lower limits. Bytes are not counted by network.</summary>
    public required IReadOnlyList<DigestSource> Sources { get; init; }

    /// <summary>The first few links that were never seen before.</summary>
    public required IReadOnlyList<NewLink> NewLinks { get; init; }

    public required int NewLinkCount { get; init; }

    public required IReadOnlyList<DigestReason> DenyReasons { get; init; }

    /// <summary>Spans in which the list lacks connections, as in the history.</summary>
    public required IReadOnlyList<HistoryGap> Gaps { get; init; }

    /// <summary>Hours without a count for anyone: it is unknown whether the proxy was running.</summary>
    public required int SilentHours { get; init; }

    /// <summary>Whether this installation existed on the day before, so that a comparison is possible.</summary>
    public required bool HasDayBefore { get; init; }

    /// <summary>Whether this installation did not exist yet on the day itself.</summary>
    public required bool IsBeforeBegin { get; init; }

    /// <summary>Whether the database refuses totals of this day now. The numbers grow once it accepts them.</summary>
    public bool IsBehind { get; init; }

    /// <summary>Whether the numbers of the day may be too low.</summary>
    public bool IsIncomplete => Gaps.Count > 0 || SilentHours > 0 || IsBehind;

    /// <summary>Whether there is nothing to report.</summary>
    public bool IsQuiet => Connections.Now == 0 && SilentHosts.Count == 0 && NewLinkCount == 0 && Gaps.Count == 0 && !IsBehind;
}

/// <summary>A number, and its value on the day before.</summary>
public readonly record struct DigestSum(long Now, long Before);

/// <param name="Host">Null if the resource no longer exists.</param>
public sealed record DigestHost(Guid ResourceId, string? Host, DigestSum Connections, long Bytes, long Failed);

public sealed record DigestLink(string LinkId, DigestSum Connections, long Bytes);

/// <param name="Network">A /24 or a /64.</param>
/// <param name="Connections">A lower limit of the number of connections.</param>
public sealed record DigestSource(string Network, long Connections);

public sealed record DigestReason(Reason Reason, DigestSum Connections);

/// <param name="LinkId">Null if the reader may not know it.</param>
public sealed record NewLink(string? LinkId, DateTime FirstSeen);
