using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>Selects stored connections.</summary>
/// <param name="Filter">The filter.</param>
/// <param name="From">Only connections accepted at this time or later; null for all that are kept.</param>
/// <param name="To">Only connections accepted before this time; null for up to now.</param>
/// <param name="Before">The ID of the last connection on the previous page; null for the first page.</param>
public sealed record HistoryQuery(ConnectionFilter Filter, DateTimeOffset? From = null, DateTimeOffset? To = null, long? Before = null)
{
    internal long Lowest => From is { } from ? ConnectionIds.FloorOf(from) : long.MinValue;

    /// <summary>The upper limit of the IDs, exclusive.</summary>
    internal long Highest => Math.Min(To is { } to ? ConnectionIds.FloorOf(to) : long.MaxValue, Before ?? long.MaxValue);
}
