using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog;

/// <summary>The repeated query of one view.</summary>
/// <param name="Matches">Which connections match; must be fast, and must not call back.</param>
/// <param name="DependsOnEnding">Whether the result may change when a connection ends.</param>
/// <param name="Tally">Counts the matches; null if the log's own counters are enough.</param>
internal sealed record LiveQuestion(Func<ConnectionView, bool> Matches, bool DependsOnEnding, LiveTally? Tally)
{
    public static LiveQuestion Everything { get; } = Of(ConnectionFilter.Everything);

    /// <summary>The log already counts outcomes for all views. Any other filter needs its own count.</summary>
    public static LiveQuestion Of(ConnectionFilter filter) => new(filter.ToPredicate(), filter.DependsOnEnding, OutcomeValues.AreAllOf(filter) ? null : new());
}
