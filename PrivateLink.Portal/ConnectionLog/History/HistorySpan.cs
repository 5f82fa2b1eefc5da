using PrivateLink.Engine.Decisions;
using PrivateLink.Portal.ConnectionLog.Filters;

namespace PrivateLink.Portal.ConnectionLog.History;

/// <summary>The time span of a query, from its range and its conditions on time, and the other conditions.</summary>
/// <param name="Lowest">The first connection ID.</param>
/// <param name="Highest">The last connection ID, exclusive.</param>
/// <param name="Filter">The filter without the conditions that the span already covers.</param>
internal sealed record HistorySpan(long Lowest, long Highest, ConnectionFilter Filter)
{
    /// <summary>The start; null for all that is kept.</summary>
    public DateTimeOffset? From => Lowest == long.MinValue ? null : ConnectionIds.TimeOf(Lowest);

    /// <summary>The end; null for up to now.</summary>
    public DateTimeOffset? To => Highest == long.MaxValue ? null : ConnectionIds.TimeOf(Highest);

    public static HistorySpan Of(HistoryQuery query)
    {
        var (lowest, highest) = (query.Lowest, (query with { Before = null }).Highest);
        var rest = new List<FilterCondition>();
        foreach (var condition in query.Filter.Conditions)
        {
            var bound = condition is { IsOff: false, IsNegated: false } && condition.Field == FilterField.Time ? FilterQuantity.Time(condition.Values[0]) : null;
            if (bound is { } first && condition.Relation == FilterRelation.AtLeast) lowest = Math.Max(lowest, first);
            else if (bound is { } end && condition.Relation == FilterRelation.Below) highest = Math.Min(highest, end);
            else rest.Add(condition);
        }

        return new(lowest, highest, new(rest));
    }
}
