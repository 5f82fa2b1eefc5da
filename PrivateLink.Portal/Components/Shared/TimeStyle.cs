namespace PrivateLink.Portal.Components.Shared;

/// <summary>The format of a <see cref="TimeText"/>.</summary>
public enum TimeStyle
{
    /// <summary>"3 min ago", or "in 3 days".</summary>
    Relative,

    /// <summary>Date and time to the second, and the zone.</summary>
    Moment,

    /// <summary>Hours and minutes; on another day, with the date.</summary>
    Minute,

    /// <summary>Hours to milliseconds, for today's rows.</summary>
    Clock,

    /// <summary>Day and time to milliseconds, for rows of several days.</summary>
    DateAndClock,

    /// <summary>Date and time to the millisecond, and the zone.</summary>
    Exact,
}
