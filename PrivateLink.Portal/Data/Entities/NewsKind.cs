namespace PrivateLink.Portal.Data.Entities;

/// <summary>The kinds of mail notifications. Values are persisted; never renumber.</summary>
public enum NewsKind
{
    /// <summary>The company approved or refused an endpoint.</summary>
    EndpointApproved = 1,

    /// <summary>The first connection came through an endpoint.</summary>
    FirstConnection = 2,

    /// <summary>A trial rolls back soon.</summary>
    TrialEnding = 3,

    /// <summary>A trial rolled back because no one confirmed it.</summary>
    RolledBack = 4,

    /// <summary>A person stopped enforcing a host, so anyone can connect.</summary>
    GlassBroken = 5,

    /// <summary>Nothing came through a link for a week.</summary>
    LinkSilent = 6,

    /// <summary>Two tenants claim the same link. Only operations receive this.</summary>
    LinkShared = 7,

    /// <summary>Totals of the last full day. Off unless chosen.</summary>
    DailyDigest = 8,

    /// <summary>An option of <see cref="DailyDigest"/>: send it also for a day without events.</summary>
    QuietDigest = 9,
}
