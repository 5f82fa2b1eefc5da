using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Policy;

namespace PrivateLink.Portal.Connectivity;

/// <summary>The facts about a host that its verdict depends on, besides its connections.</summary>
/// <param name="IsSuspended">Whether its tenant is suspended.</param>
/// <param name="Enabled">Whether the host is enabled.</param>
/// <param name="IsUpstreamDown">Whether no address behind the host works, as far as known.</param>
/// <param name="Listed">The links that the host lists and that are enabled.</param>
/// <param name="Disabled">The links that the host lists and that are disabled.</param>
/// <param name="LetsIn">Whether the current policy would allow such a connection; null if it cannot be asked.</param>
internal sealed record JudgedHost(
    bool IsSuspended, bool Enabled, bool IsUpstreamDown, ResourceMode Mode, IReadOnlySet<Way> Listed, IReadOnlySet<Way> Disabled, Func<KnownTry, bool?> LetsIn)
{
    /// <summary>Whether the customer's own clients come this way, enabled or not.</summary>
    public bool Lists(HostTries way) => Listed.Contains(way.Newest!.Way) || Disabled.Contains(way.Newest.Way);
}

/// <summary>A verdict before its reader is known.</summary>
internal sealed record Judgement(ConnectivityAnswer Answer, ConnectivityCause Cause)
{
    public KnownTry? LetIn { get; init; }

    public KnownTry? Failure { get; init; }

    public int Failures { get; init; }

    public bool IsAtLeast { get; init; }
}

/// <summary>Answers whether one host can be reached now. Pure. Never treats an unknown state as good.</summary>
internal static class HostJudge
{
    /// <summary>How long a success counts as recent. An older one says nothing about now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(1);

    /// <summary>How long a success on one way still counts while another way fails.</summary>
    private static readonly TimeSpan Recent = TimeSpan.FromHours(1);

    /// <summary>How long after a success a few failures do not count as an outage.</summary>
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(10);

    private const int Few = 2;

    public static Judgement Of(JudgedHost host, HostTries tries, DateTimeOffset now)
    {
        var letIn = tries.LastDelivered;
        if (host.IsSuspended) return new(ConnectivityAnswer.No, ConnectivityCause.Suspended) { LetIn = letIn };
        if (!host.Enabled) return new(ConnectivityAnswer.No, ConnectivityCause.SwitchedOff) { LetIn = letIn };
        if (host.IsUpstreamDown) return new(ConnectivityAnswer.No, ConnectivityCause.UpstreamDown) { LetIn = letIn, Failure = tries.LastFailure };
        if (tries.Newest is null) return new(ConnectivityAnswer.Unknown, ConnectivityCause.NeverTried);

        // Anyone on the internet can get a denial from an enforced host. So these denials count only if nothing else is known.
        var ways = tries.ByWay.Where(way => host.Mode != ResourceMode.Enforce || way.Newest!.IsDelivered || way.Newest.Way != Way.Internet).ToList();
        var working = ways.Where(way => Works(host, way, now)).OrderByDescending(way => way.LastDelivered!.Time).ToList();
        // What the customer's own links do explains more than what a stranger's link does, however loud the stranger is.
        var failing = ways.Where(way => !way.Newest!.IsDelivered && !Works(host, way, now)).OrderByDescending(host.Lists).ThenByDescending(way => way.Newest!.Time).ToList();
        if (working is [var best, ..]) return Working(host, best, failing, now);
        var isClosed = letIn is not null && host.LetsIn(letIn) == false;
        if (failing is [var worst, ..] && (host.Lists(worst) || !isClosed || now - EndOf(letIn!) > Fresh)) return Failing(host, worst, letIn);
        if (letIn is null) return Failing(host, tries, null);
        if (isClosed) return new(ConnectivityAnswer.No, ConnectivityCause.ClosedSince) { LetIn = letIn, Failure = tries.Through(letIn.Way).LastFailure };
        if (tries.Streak is { Count: > 0 } since)
            return new(ConnectivityAnswer.Unknown, ConnectivityCause.OnlyStrangersSince) { LetIn = letIn, Failure = since[0], Failures = since.Count, IsAtLeast = tries.StreakMayGoOn };
        return new(ConnectivityAnswer.Unknown, ConnectivityCause.NotLately) { LetIn = letIn };
    }

    private static bool Works(JudgedHost host, HostTries way, DateTimeOffset now)
    {
        if (way.LastDelivered is not { } last || now - EndOf(last) > Fresh || host.LetsIn(last) == false) return false;
        return way.Newest!.IsDelivered || (way.Streak.Count is > 0 and <= Few && now - EndOf(last) <= Moment);
    }

    private static Judgement Working(JudgedHost host, HostTries best, IReadOnlyList<HostTries> failing, DateTimeOffset now)
    {
        var letIn = best.LastDelivered!;
        var listed = failing.Where(way => host.Lists(way) && now - way.Newest!.Time <= Fresh).ToList();
        var later = failing.Where(way => way.Newest!.Time > letIn.Time).ToList();
        // If another way works now, a link that the host does not list probably belongs to a stranger.
        var isOld = now - EndOf(letIn) > Recent;
        if (listed.Concat(isOld ? later : []).FirstOrDefault() is not { } other) return new(ConnectivityAnswer.Yes, ConnectivityCause.LetIn) { LetIn = letIn };
        return (isOld && later.Contains(other) ? new Judgement(ConnectivityAnswer.No, CauseOf(other)) : new Judgement(ConnectivityAnswer.Partly, ConnectivityCause.OneWayOnly)) with
        {
            LetIn = letIn,
            Failure = other.Newest,
            Failures = other.Streak.Count,
            IsAtLeast = other.StreakMayGoOn,
        };
    }

    private static Judgement Failing(JudgedHost host, HostTries way, KnownTry? letIn)
    {
        var newest = way.Newest!;
        var isOpened = newest.Outcome == Outcome.Denied && host.LetsIn(newest) == true;
        var cause = isOpened ? ConnectivityCause.OpenedSince : CauseOf(way);
        return new(isOpened ? ConnectivityAnswer.Unknown : ConnectivityAnswer.No, cause)
        {
            LetIn = letIn,
            Failure = newest,
            Failures = way.Streak.Count,
            IsAtLeast = way.StreakMayGoOn,
        };
    }

    private static ConnectivityCause CauseOf(HostTries way) =>
        way.Newest!.Outcome == Outcome.Failed ? ConnectivityCause.Failed : ConnectivityCause.Denied;

    /// <summary>If only the hour is known, assumes the end of that hour.</summary>
    private static DateTimeOffset EndOf(KnownTry known) => known.Entry is null ? known.Time.AddHours(1) : known.Time;
}
