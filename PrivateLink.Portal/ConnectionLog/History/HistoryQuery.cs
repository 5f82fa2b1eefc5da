using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Which stored connections somebody wants to see.</summary>
/// <param name="Filter">Which of them.</param>
/// <param name="From">Those accepted at this time or later; null for all that are kept.</param>
/// <param name="To">Those accepted before this time; null for up to now.</param>
/// <param name="Before">The ID of the last connection of the page before; null for the first page.</param>
public sealed record HistoryQuery(ConnectionFilter Filter, DateTimeOffset? From = null, DateTimeOffset? To = null, long? Before = null)
{
    internal long Lowest => From is { } from ? ConnectionIds.FloorOf(from) : long.MinValue;

    /// <summary>Exclusive.</summary>
    internal long Highest => Math.Min(To is { } to ? ConnectionIds.FloorOf(to) : long.MaxValue, Before ?? long.MaxValue);
}
