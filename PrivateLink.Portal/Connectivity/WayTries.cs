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
    private readonly List<KnownTry> _exact;
    private readonly List<KnownTry> _hours;

    /// <param name="entries">The newest connections to the host, newest first: all that there are down to some time.</param>
    /// <param name="sums">What is known of the time before.</param>
    /// <param name="isCut">Whether there may be more connections than these.</param>
    public HostTries(IEnumerable<ConnectionEntry> entries, IEnumerable<TrafficSum> sums, bool isCut = false)
    {
        _isCut = isCut;
        _exact = [.. entries.Select(Of).OfType<KnownTry>()];
        // Of an hour it is not known what came last in it: what failed is taken for the later.
        _hours = [.. sums.SelectMany(Of).OrderByDescending(each => each.Time).ThenBy(each => each.IsDelivered)];
    }

    /// <summary>Every connection that asked for the host, single ones before hours.</summary>
    public IEnumerable<KnownTry> All => _exact.Concat(_hours);

    public KnownTry? Newest => All.FirstOrDefault();

    public KnownTry? LastDelivered => All.FirstOrDefault(each => each.IsDelivered);

    public KnownTry? LastFailure => All.FirstOrDefault(each => !each.IsDelivered);

    public HostTries Through(Way way) => new(_exact.Where(each => each.Way == way), _hours.Where(each => each.Way == way), _isCut);

    /// <summary>Those after the newest one that was delivered.</summary>
    public IReadOnlyList<KnownTry> Streak => [.. _exact.TakeWhile(each => !each.IsDelivered)];

    /// <summary>Whether none of the single ones was delivered, so that there may be more of them.</summary>
    public bool StreakMayGoOn => _exact.Count > 0 && _exact.TrueForAll(each => !each.IsDelivered)
        && (_isCut || _hours.Exists(each => !each.IsDelivered && each.Time.AddHours(1) <= _exact[^1].Time));

    public IEnumerable<Way> Ways => All.Select(each => each.Way).Distinct();

    private HostTries(IEnumerable<KnownTry> exact, IEnumerable<KnownTry> hours, bool isCut) => (_exact, _hours, _isCut) = ([.. exact], [.. hours], isCut);

    /// <summary>Limits and probes say nothing about whether a customer is let in; a full house does.</summary>
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
