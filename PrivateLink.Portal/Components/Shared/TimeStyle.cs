namespace PrivateLink.Portal.Components.Shared;

/// <summary>How a <see cref="TimeText"/> reads.</summary>
public enum TimeStyle
{
    /// <summary>"3 min ago".</summary>
    Relative,

    /// <summary>Hours to milliseconds, for rows of today.</summary>
    Clock,

    /// <summary>Day and time to milliseconds, for rows of several days.</summary>
    DateAndClock,

    /// <summary>Date, time and zone.</summary>
    Exact,
}
