namespace PrivateLink.Portal.AuditEvidence;

/// <summary>The periods that auditors ask for.</summary>
public enum EvidencePeriod
{
    Last30Days,
    Last90Days,
    ThisQuarter,
    LastQuarter,
    ThisYear,
    LastYear,

    /// <summary>Any days that the person chooses.</summary>
    Own,
}

/// <summary>Converts periods to times. Days begin at midnight UTC, so that two people get the same counts.</summary>
public static class EvidencePeriods
{
    public static string WordsOf(EvidencePeriod period) => period switch
    {
        EvidencePeriod.Last30Days => "Last 30 days",
        EvidencePeriod.Last90Days => "Last 90 days",
        EvidencePeriod.ThisQuarter => "This quarter",
        EvidencePeriod.LastQuarter => "Last quarter",
        EvidencePeriod.ThisYear => "This year",
        EvidencePeriod.LastYear => "Last year",
        _ => "Custom period",
    };

    /// <summary>The start and the end. For <see cref="EvidencePeriod.Own"/>, the person enters them.</summary>
    public static (DateTime From, DateTime Until) Of(EvidencePeriod period, DateTime now)
    {
        var quarter = new DateTime(now.Year, (((now.Month - 1) / 3) * 3) + 1, 1, 0, 0, 0, DateTimeKind.Utc);
        var year = new DateTime(now.Year, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        return period switch
        {
            EvidencePeriod.Last90Days => (now.Date.AddDays(-90), now),
            EvidencePeriod.ThisQuarter => (quarter, now),
            EvidencePeriod.LastQuarter => (quarter.AddMonths(-3), quarter),
            EvidencePeriod.ThisYear => (year, now),
            EvidencePeriod.LastYear => (year.AddYears(-1), year),
            _ => (now.Date.AddDays(-30), now),
        };
    }
}
