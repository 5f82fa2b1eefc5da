using PrivateLink.Portal.ConnectionLog.History;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Digests;

/// <summary>What one full day brought, as its reader may see it, beside the day before. Days are of UTC, because the sums are hours of UTC.</summary>
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

    /// <summary>Hosts of which connections were let in and not delivered, the most first.</summary>
    public required IReadOnlyList<DigestHost> FailedHosts { get; init; }

    /// <summary>Hosts that somebody came to on the day before, and nobody on this one: the busiest first.</summary>
    public required IReadOnlyList<DigestHost> SilentHosts { get; init; }

    public required IReadOnlyList<DigestLink> Links { get; init; }

    public required IReadOnlyList<DigestLink> LinksByBytes { get; init; }

    /// <summary>Networks with the most connections; each had at least so many. Bytes are not counted by network.</summary>
    public required IReadOnlyList<DigestSource> Sources { get; init; }

    /// <summary>Links that had never been seen before, the first few.</summary>
    public required IReadOnlyList<NewLink> NewLinks { get; init; }

    public required int NewLinkCount { get; init; }

    public required IReadOnlyList<DigestReason> DenyReasons { get; init; }

    /// <summary>Spans in which connections are missing from the list, as in the history.</summary>
    public required IReadOnlyList<HistoryGap> Gaps { get; init; }

    /// <summary>Hours in which nothing was counted for anybody: it is unknown whether the proxy was running.</summary>
    public required int SilentHours { get; init; }

    /// <summary>Whether this installation was there on the day before, so that there is something to compare with.</summary>
    public required bool HasDayBefore { get; init; }

    /// <summary>Whether this installation was not there yet on the day itself.</summary>
    public required bool IsBeforeBegin { get; init; }

    /// <summary>Whether the numbers of the day may be too small.</summary>
    public bool IsIncomplete => Gaps.Count > 0 || SilentHours > 0;

    /// <summary>Whether there is nothing to tell.</summary>
    public bool IsQuiet => Connections.Now == 0 && SilentHosts.Count == 0 && NewLinkCount == 0 && Gaps.Count == 0;
}

/// <summary>A number, and what it was on the day before.</summary>
public readonly record struct DigestSum(long Now, long Before);

/// <param name="Host">Null where the resource is gone.</param>
public sealed record DigestHost(Guid ResourceId, string? Host, DigestSum Connections, long Bytes, long Failed);

public sealed record DigestLink(string LinkId, DigestSum Connections, long Bytes);

/// <param name="Network">A /24 or a /64.</param>
/// <param name="Connections">At least so many.</param>
public sealed record DigestSource(string Network, long Connections);

public sealed record DigestReason(Reason Reason, DigestSum Connections);

/// <param name="LinkId">Null where the reader may not know it.</param>
public sealed record NewLink(string? LinkId, DateTime FirstSeen);
