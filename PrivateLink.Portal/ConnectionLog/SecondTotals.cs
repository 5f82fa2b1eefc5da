namespace PrivateLink.Portal.ConnectionLog;

/// <summary>How many connections were decided in one second, by outcome.</summary>
public readonly record struct SecondTotals(DateTimeOffset Second, int Allowed, int Failed, int Denied, int Audited, int Probes)
{
    public int Total => Allowed + Failed + Denied + Audited + Probes;

    public int Of(Outcome outcome) => outcome switch
    {
        Outcome.Allowed => Allowed,
        Outcome.Failed => Failed,
        Outcome.Denied => Denied,
        Outcome.Audited => Audited,
        _ => Probes,
    };

    /// <summary>The same totals with more of one outcome.</summary>
    public SecondTotals With(Outcome outcome, int more) => outcome switch
    {
        Outcome.Allowed => this with { Allowed = Allowed + more },
        Outcome.Failed => this with { Failed = Failed + more },
        Outcome.Denied => this with { Denied = Denied + more },
        Outcome.Audited => this with { Audited = Audited + more },
        _ => this with { Probes = Probes + more },
    };

    /// <summary>The same totals without other outcomes.</summary>
    public SecondTotals Only(IReadOnlySet<Outcome> wanted)
    {
        var left = this;
        foreach (var outcome in Enum.GetValues<Outcome>())
            if (!wanted.Contains(outcome)) left = left.With(outcome, -Of(outcome));
        return left;
    }
}
