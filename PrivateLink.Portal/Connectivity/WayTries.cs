using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>How a connection came to a host: through a link, or over the internet.</summary>
/// <param name="Cloud">Null for the internet, and if the link is unknown.</param>
/// <param name="LinkId">Null for the internet.</param>
internal readonly record struct Way(CloudProvider? Cloud, string? LinkId)
{
    public static Way Internet { get; } = new(null, null);

    /// <summary>
    /// Through a load balancer whose link ID cannot be used, because it is malformed or there are several. Strangers on the internet cannot do that.
    /// </summary>
    public static Way Unusable { get; } = new(null, "");

    public static Way Of(ConnectionDecision decision) => decision.LinkId is { } link ? new(link.Cloud, link.ToString()) : IsUnusable(decision.Reason) ? Unusable : Internet;

    public static Way Of(TrafficSum sum) => sum.LinkId is null && IsUnusable(sum.Reason) ? Unusable : new(sum.Cloud, sum.LinkId);

    private static bool IsUnusable(Reason reason) => reason is Reason.LinkMalformed or Reason.LinkAmbiguous;
}

/// <summary>One known connection, or one hour with connections.</summary>
/// <param name="Time">When it came; the beginning of the hour if only the hour is known.</param>
/// <param name="Entry">The connection; null if only its hour is known.</param>
internal sealed record KnownTry(Way Way, DateTimeOffset Time, ConnectionEntry? Entry, Outcome Outcome, ReasonDescription? Description)
{
    public bool IsDelivered => Outcome is Outcome.Allowed or Outcome.Audited;
}

/// <summary>The known connections to one host, newest first. Pure.</summary>
internal sealed class HostTries
{
    /// <summary>Longer than any connect takes.</summary>
    private static readonly TimeSpan Settles = TimeSpan.FromSeconds(30);

    private readonly bool _isCut;
    private readonly List<KnownTry> _all;
    private readonly Lazy<IReadOnlyDictionary<Way, HostTries>> _byWay;

    /// <param name="entries">The newest connections to the host, newest first.</param>
    /// <param name="sums">The hourly sums of these connections and of others.</param>
    /// <param name="now">The time of the answer.</param>
    /// <param name="isCut">Whether there may be more connections than these.</param>
    public HostTries(IEnumerable<ConnectionEntry> entries, IEnumerable<TrafficSum> sums, DateTimeOffset now, bool isCut = false)
        // The order within an hour is unknown, so a failure counts as the later one.
        : this(Merged(Settled(entries, now).Select(Of).OfType<KnownTry>(), [.. sums.SelectMany(Of).OrderByDescending(each => each.Time).ThenBy(each => each.IsDelivered)]), isCut)
    {
    }

    private HostTries(List<KnownTry> all, bool isCut)
    {
        (_all, _isCut) = (all, isCut);
        _byWay = new(() => _all.GroupBy(each => each.Way).ToDictionary(way => way.Key, way => new HostTries([.. way], _isCut)));
    }

    public KnownTry? Newest => _all.FirstOrDefault();

    public KnownTry? LastDelivered => _all.Find(each => each.IsDelivered);

    public KnownTry? LastFailure => _all.Find(each => !each.IsDelivered);

    /// <summary>The same connections, by the way that they came.</summary>
    public IEnumerable<HostTries> ByWay => _byWay.Value.Values;

    public HostTries Through(Way way) => _byWay.Value.GetValueOrDefault(way) ?? new HostTries([], _isCut);

    /// <summary>The single connections after the newest delivered one.</summary>
    public IReadOnlyList<KnownTry> Streak => [.. _all.TakeWhile(each => !each.IsDelivered).Where(each => each.Entry is not null)];

    /// <summary>Whether none of the single connections was delivered, so that the streak may be longer.</summary>
    public bool StreakMayGoOn
    {
        get
        {
            var exact = _all.Where(each => each.Entry is not null).ToList();
            return exact.Count > 0 && exact.TrueForAll(each => !each.IsDelivered)
                && (_isCut || _all.Exists(each => each.Entry is null && !each.IsDelivered && each.Time.AddHours(1) <= exact[^1].Time));
        }
    }

    /// <summary>
    /// Newest first. Single connections keep their order. An hour comes before the connections that are older than its beginning. Some connections
    /// may be missing: this process keeps its own longer than the stored list, and another process may have newer ones.
    /// </summary>
    private static List<KnownTry> Merged(IEnumerable<KnownTry> exact, List<KnownTry> hours)
    {
        var (all, next) = (new List<KnownTry>(), 0);
        foreach (var each in exact)
        {
            while (next < hours.Count && hours[next].Time > each.Time) all.Add(hours[next++]);
            all.Add(each);
        }

        all.AddRange(hours.Skip(next));
        return all;
    }

    /// <summary>
    /// An open connection may still wait for its upstream. If it came after one that failed on the same way, it counts only after the time that a
    /// connect may take.
    /// </summary>
    private static IEnumerable<ConnectionEntry> Settled(IEnumerable<ConnectionEntry> entries, DateTimeOffset now)
    {
        var all = entries.ToList();
        var failing = all.Where(entry => !IsOpen(entry) && entry.Whole.Outcome != Outcome.None).GroupBy(entry => Way.Of(entry.Decision))
            .Where(way => way.First().Whole.Outcome == Outcome.Failed).ToDictionary(way => way.Key, way => way.First().Decision.Time);
        return all.Where(entry => !(IsOpen(entry) && failing.TryGetValue(Way.Of(entry.Decision), out var failed) && entry.Decision.Time > failed && now - entry.Decision.Time < Settles));

        static bool IsOpen(ConnectionEntry entry) => entry is { Closed: null, Decision.Verdict: Verdict.Allowed or Verdict.Audited };
    }

    /// <summary>A connection without an outcome, such as a probe, does not show whether a customer can connect.</summary>
    private static KnownTry? Of(ConnectionEntry entry)
    {
        var view = entry.Whole;
        return view.Outcome == Outcome.None ? null : new(Way.Of(entry.Decision), view.Time, entry, view.Outcome, view.Description);
    }

    private static IEnumerable<KnownTry> Of(TrafficSum sum)
    {
        if (sum.LinkId == Data.Entities.HourlyRollUp.OtherLinks || sum.Verdict == Verdict.None) yield break;
        var way = Way.Of(sum);
        if (sum.LastOther is { } other) yield return new(way, Utc(other), null, Outcomes.Of(sum.Verdict, ending: null), ReasonTable.Describe(sum.Reason));
        if (sum.LastFailed is { } failed) yield return new(way, Utc(failed), null, Outcome.Failed, null);
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
