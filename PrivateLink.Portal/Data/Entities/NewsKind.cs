namespace PrivateLink.Portal.Data.Entities;

/// <summary>What people are told by mail. Values are persisted; never renumber.</summary>
public enum NewsKind
{
    /// <summary>Operations have let an endpoint in.</summary>
    EndpointApproved = 1,

    /// <summary>The first connection came through an endpoint.</summary>
    FirstConnection = 2,

    /// <summary>A trial goes back by itself soon.</summary>
    TrialEnding = 3,

    /// <summary>A trial went back, because nobody confirmed it.</summary>
    RolledBack = 4,

    /// <summary>Somebody opened an enforced host at once.</summary>
    GlassBroken = 5,

    /// <summary>Nothing came through a link for a week.</summary>
    LinkSilent = 6,

    /// <summary>Two tenants name the same link: operations alone are told.</summary>
    LinkShared = 7,

    /// <summary>The last full day in sums; off unless it is chosen.</summary>
    DailyDigest = 8,

    /// <summary>Of <see cref="DailyDigest"/>: also of a day on which nothing happened.</summary>
    QuietDigest = 9,
}
