using PrivateLink.Portal.ConnectionLog.Filters;
using PrivateLink.Portal.Data.Entities;
using PrivateLink.Protocol.Policy;
using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Roll-ups of which only connections with some outcomes count. A roll-up has two counts: failed connections and all others.</summary>
internal sealed class CountedRollUps
{
    private readonly HashSet<Outcome> _wanted;

    private CountedRollUps(HashSet<Outcome> wanted) => _wanted = wanted;

    /// <summary>Counts all outcomes that a filter's conditions allow.</summary>
    public static CountedRollUps Of(ConnectionFilter filter) => new(OutcomeValues.LeftBy(filter));

    public bool Wants(Outcome outcome) => _wanted.Contains(outcome);

    /// <summary>The roll-ups that have such connections, each with its count.</summary>
    public IQueryable<CountedRollUp> Among(IQueryable<HourlyRollUp> rollUps)
    {
        Verdict[] verdicts = [.. Enum.GetValues<Verdict>().Where(verdict => Wants(Outcomes.Of(verdict, ending: null)) || (Wants(Outcome.Failed) && Outcomes.LettingIn.Contains(verdict)))];
        var (allowed, audited, failed) = (One(Outcome.Allowed), One(Outcome.Audited), One(Outcome.Failed));
        return rollUps.Where(rollUp => verdicts.Contains(rollUp.Verdict)).Select(rollUp => new CountedRollUp
        {
            Hour = rollUp.Hour,
            Verdict = rollUp.Verdict,
            Reason = rollUp.Reason,
            ResourceId = rollUp.ResourceId,
            LinkId = rollUp.LinkId,
            Failed = failed * rollUp.Failed,
            Others = (rollUp.Verdict == Verdict.Allowed ? allowed : rollUp.Verdict == Verdict.Audited ? audited : 1) * (rollUp.Connections - rollUp.Failed),
        });
    }

    /// <summary>A factor of 0 or 1, so that the database uses one expression for all rows.</summary>
    private long One(Outcome outcome) => Wants(outcome) ? 1 : 0;
}

/// <summary>A roll-up, and how many of its connections count.</summary>
internal sealed class CountedRollUp
{
    public DateTime Hour { get; init; }

    public Verdict Verdict { get; init; }

    public Reason Reason { get; init; }

    public Guid? ResourceId { get; init; }

    public string? LinkId { get; init; }

    /// <summary>Connections that failed.</summary>
    public long Failed { get; init; }

    /// <summary>Connections whose outcome is that of <see cref="Verdict"/>.</summary>
    public long Others { get; init; }
}
