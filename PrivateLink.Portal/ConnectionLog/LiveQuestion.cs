using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>What one view asks the log for, again and again.</summary>
/// <param name="Matches">Which connections; must be quick, and must not call back.</param>
/// <param name="DependsOnEnding">Whether the answer may change when a connection ends.</param>
/// <param name="Tally">Counts those that match; null where the log's own counters tell as much.</param>
internal sealed record LiveQuestion(Func<ConnectionView, bool> Matches, bool DependsOnEnding, LiveTally? Tally)
{
    public static LiveQuestion Everything { get; } = Of(ConnectionFilter.Everything);

    /// <summary>The log counts outcomes for everybody; whatever else is asked for is counted for the view alone.</summary>
    public static LiveQuestion Of(ConnectionFilter filter) => new(filter.ToPredicate(), filter.DependsOnEnding, OutcomeValues.AreAllOf(filter) ? null : new());
}
