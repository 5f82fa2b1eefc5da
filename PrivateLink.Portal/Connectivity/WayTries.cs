using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Connectivity;

/// <summary>Which way a connection came to a host: through a link, or over the internet.</summary>
/// <param name="Cloud">Null over the internet.</param>
/// <param name="LinkId">Null over the internet.</param>
internal readonly record struct Way(CloudProvider? Cloud, string? LinkId)
{
    public static Way Internet { get; } = new(null, null);

    public static Way Of(ConnectionDecision decision) => decision.LinkId is { } link ? new(link.Cloud, link.ToString()) : Internet;
}

/// <summary>One known connection, or one hour with some.</summary>
/// <param name="Time">When; the beginning of the hour where only that is known.</param>
/// <param name="Entry">The connection; null where only its hour is known.</param>
internal sealed record KnownTry(Way Way, DateTimeOffset Time, ConnectionEntry? Entry, Outcome Outcome, ReasonDescription? Description)
{
    public bool IsDelivered => Outcome is Outcome.Allowed or Outcome.Audited;
}

/// <summary>What is known of the connections to one host, newest first. Pure.</summary>
internal sealed class HostTries
{
    private readonly bool _isCut;
    private readonly List<KnownTry> _all;
    private readonly Lazy<IReadOnlyDictionary<Way, HostTries>> _byWay;

    /// <param name="entries">The newest connections to the host, newest first.</param>
    /// <param name="sums">What is known of the hours, of those connections and of others.</param>
    /// <param name="isCut">Whether there may be more connections than these.</param>
    public HostTries(IEnumerable<ConnectionEntry> entries, IEnumerable<TrafficSum> sums, bool isCut = false)
        // Of an hour it is not known what came last in it: what failed is taken for the later.
        : this(Merged(entries.Select(Of).OfType<KnownTry>(), [.. sums.SelectMany(Of).OrderByDescending(each => each.Time).ThenBy(each => each.IsDelivered)]), isCut)
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

    /// <summary>The ways that connections came.</summary>
    public IEnumerable<HostTries> ByWay => _byWay.Value.Values;

    public HostTries Through(Way way) => _byWay.Value.GetValueOrDefault(way) ?? new HostTries([], _isCut);

    /// <summary>The single ones after the newest one that was delivered.</summary>
    public IReadOnlyList<KnownTry> Streak => [.. _all.TakeWhile(each => !each.IsDelivered).Where(each => each.Entry is not null)];

    /// <summary>Whether none of the single ones was delivered, so that there may be more of them.</summary>
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
    /// Newest first. The single ones keep their order; an hour comes before those that are older than its beginning. They need not be all: this
    /// process remembers its own for longer than the newest stored ones reach back, and another process may have had later ones.
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

    /// <summary>A connection without an outcome, such as a probe, says nothing about whether a customer can connect.</summary>
    private static KnownTry? Of(ConnectionEntry entry)
    {
        var view = entry.Whole;
        return view.Outcome == Outcome.None ? null : new(Way.Of(entry.Decision), view.Time, entry, view.Outcome, view.Description);
    }

    private static IEnumerable<KnownTry> Of(TrafficSum sum)
    {
        if (sum.LinkId == Data.Entities.HourlyRollUp.OtherLinks || sum.Verdict == Verdict.None) yield break;
        var way = new Way(sum.Cloud, sum.LinkId);
        if (sum.LastOther is { } other) yield return new(way, Utc(other), null, Outcomes.Of(sum.Verdict, ending: null), ReasonTable.Describe(sum.Reason));
        if (sum.LastFailed is { } failed) yield return new(way, Utc(failed), null, Outcome.Failed, null);
    }

    private static DateTimeOffset Utc(DateTime time) => new(DateTime.SpecifyKind(time, DateTimeKind.Utc));
}
