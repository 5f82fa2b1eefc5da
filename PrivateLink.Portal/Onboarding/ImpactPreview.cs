using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Links;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.Onboarding;

/// <summary>How far back a preview looks.</summary>
public enum PreviewSpan
{
    Hour,
    Day,
    Week,
}

/// <summary>What enforcing a host would do, based on its past traffic. Counts are taken before any sampling, and are exact unless totals cannot be stored.</summary>
/// <param name="From">The start of the first hour that is counted.</param>
/// <param name="Hours">Connections admitted and denied, hour by hour.</param>
/// <param name="Groups">What would be denied, most connections first.</param>
/// <param name="Networks">The networks they come from, most connections first.</param>
/// <param name="MonitoredSince">When monitoring of the host began; null when it is not monitored.</param>
public sealed record ImpactPreview(
    DateTime From, IReadOnlyList<PreviewHour> Hours, IReadOnlyList<PreviewGroup> Groups, IReadOnlyList<PreviewNetwork> Networks, DateTime? MonitoredSince)
{
    private const int MostNetworks = 8;

    /// <summary>The first hour with missing counts, because the database rejects their totals; null if no count is missing.</summary>
    public DateTime? NotCountedSince { get; init; }

    public long Admitted => Hours.Sum(hour => hour.Admitted);

    public long KeptOut => Hours.Sum(hour => hour.KeptOut);

    public long PublicPath => Groups.Where(group => group.Link is null && group.Why == Reason.LinkMissing).Sum(group => group.Connections);

    public static DateTime Begin(PreviewSpan span, DateTime now)
    {
        var hour = now.Date.AddHours(now.Hour);
        return span switch
        {
            PreviewSpan.Hour => hour.AddHours(-1),
            PreviewSpan.Day => hour.AddDays(-1),
            _ => hour.AddDays(-7),
        };
    }

    /// <summary>Compares past traffic with what enforcement would allow now.</summary>
    /// <param name="rollUps">The host's traffic since <paramref name="from"/>.</param>
    /// <param name="listed">The enabled links that the host lists, as text, by cloud.</param>
    /// <param name="wordsOf">What the reader sees for each link.</param>
    internal static ImpactPreview Of(
        IReadOnlyList<HourlyRollUp> rollUps, IReadOnlySet<(CloudProvider Cloud, string LinkId)> listed, Func<CloudProvider, string, string> wordsOf,
        DateTime from, DateTime now, DateTime? monitoredSince)
    {
        var judged = rollUps.Where(IsTraffic).Select(rollUp => (RollUp: rollUp, Why: WhyKeptOut(rollUp, listed))).ToList();
        var keptOut = judged.Where(each => each.Why is not null).ToList();
        var byHour = judged.ToLookup(each => each.RollUp.Hour);
        var hours = new List<PreviewHour>();
        for (var hour = from; hour <= now; hour = hour.AddHours(1))
            hours.Add(new(hour,
                byHour[hour].Where(each => each.Why is null).Sum(each => each.RollUp.Connections),
                byHour[hour].Where(each => each.Why is not null).Sum(each => each.RollUp.Connections)));

        return new(from, hours,
            [.. keptOut
                .GroupBy(each => (each.Why, each.RollUp.Listener, each.RollUp.Cloud, each.RollUp.LinkId))
                .Select(group => new PreviewGroup(group.Key.Why!.Value, group.Key.Listener, WordsFor(group.Key.Cloud, group.Key.LinkId, wordsOf), group.Sum(each => each.RollUp.Connections)))
                .OrderByDescending(group => group.Connections)],
            [.. keptOut
                .SelectMany(each => SourceCounts.Read(each.RollUp.Sources).Select(source => (source.Network, source.Connections, IsPublic: each.Why == Reason.LinkMissing)))
                .GroupBy(source => (source.Network, source.IsPublic))
                .Select(group => new PreviewNetwork(group.Key.Network, group.Key.IsPublic, group.Sum(source => source.Connections)))
                .OrderByDescending(network => network.Connections)
                .Take(MostNetworks)],
            monitoredSince);
    }

    private const string Many = "many";

    private static string? WordsFor(CloudProvider? cloud, string? linkId, Func<CloudProvider, string, string> wordsOf) => linkId switch
    {
        null => null,
        HourlyRollUp.OtherLinks => Many,
        _ => cloud is { } of ? wordsOf(of, linkId) : Many,
    };

    /// <summary>Limits and faults deny connections in every mode, so they say nothing about the mode.</summary>
    private static bool IsTraffic(HourlyRollUp rollUp) => ReasonTable.Describe(rollUp.Reason).Family == ReasonFamily.Access;

    private static Reason? WhyKeptOut(HourlyRollUp rollUp, IReadOnlySet<(CloudProvider Cloud, string LinkId)> listed)
    {
        if (rollUp is { Cloud: { } cloud, LinkId: { } linkId } && listed.Contains((cloud, linkId))) return null;
        if (!ReasonTable.Describe(rollUp.Reason).LetsIn) return rollUp.Reason;
        return rollUp.LinkId is null ? Reason.LinkMissing : Reason.LinkMismatch;
    }
}

/// <summary>One hour of traffic.</summary>
public sealed record PreviewHour(DateTime Hour, long Admitted, long KeptOut);

/// <summary>One kind of connection that enforcement would deny.</summary>
/// <param name="Why">The reason it would be denied for.</param>
/// <param name="Link">The link, or what the reader may know of it; null for the public path, and where the link could not be read.</param>
public sealed record PreviewGroup(Reason Why, string Listener, string? Link, long Connections);

/// <summary>A network whose connections enforcement would deny.</summary>
/// <param name="IsPublic">Whether the network is on the internet, and not behind an endpoint.</param>
public sealed record PreviewNetwork(string Network, bool IsPublic, long Connections);
