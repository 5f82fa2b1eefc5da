using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>
/// Selects connections: every enabled condition must match. The live view, the history, exports and URLs use the same grammar.
/// <see cref="FilterParser"/> describes its text. Immutable; two filters are equal if their texts are.
/// </summary>
public sealed class ConnectionFilter(params IReadOnlyList<FilterCondition> conditions) : IEquatable<ConnectionFilter>
{
    public static ConnectionFilter Everything { get; } = new([]);

    public IReadOnlyList<FilterCondition> Conditions { get; } = conditions;

    /// <summary>The canonical text: reading it again gives an equal filter.</summary>
    public string Text { get; } = FilterText.Of(conditions);

    /// <summary>Whether it matches every connection.</summary>
    public bool IsEverything => Conditions.All(condition => condition.IsOff);

    /// <summary>Whether an open connection may start or stop matching when it ends.</summary>
    public bool DependsOnEnding { get; } = conditions.Any(condition => !condition.IsOff && condition.Field.IsOfEnding);

    /// <summary>A filter on one field: any of the values matches.</summary>
    public static ConnectionFilter Of(FilterField field, params IReadOnlyList<string> values) => new([new FilterCondition(field, FilterRelation.Is, values)]);

    public static ConnectionFilter Of(Outcome outcome) => Of(FilterField.Outcome, Outcomes.CodeOf(outcome));

    public static ConnectionFilter Of(Reason reason) => Of(FilterField.Reason, ReasonTable.CodeOf(reason));

    /// <summary>Connections on some listeners, for some reasons; an empty list means any.</summary>
    public static ConnectionFilter OnListeners(IReadOnlyList<string> listeners, params IReadOnlyList<Reason> reasons)
    {
        var filter = Of(FilterField.Listener, listeners);
        return reasons.Count == 0 ? filter : filter.With(new(FilterField.Reason, FilterRelation.Is, [.. reasons.Select(ReasonTable.CodeOf)]));
    }

    public ConnectionFilter With(FilterCondition condition) => new([.. Conditions, condition]);

    public ConnectionFilter Without(FilterCondition condition) => new([.. Conditions.Where(other => !other.Equals(condition))]);

    public ConnectionFilter Replace(FilterCondition old, FilterCondition @new) =>
        new([.. Conditions.Select(condition => condition.Equals(old) ? @new : condition)]);

    /// <summary>
    /// The same filter, in which conditions of another filter replace those on the same fields. A link from a partial count uses it.
    /// </summary>
    public ConnectionFilter Narrowed(ConnectionFilter to) =>
        new([.. Conditions.Where(condition => !to.Conditions.Any(other => other.Field == condition.Field)), .. to.Conditions]);

    /// <summary>Adds one value to those that match, and removes an exclusion of it.</summary>
    public ConnectionFilter Including(FilterField field, string value) => Drop(field, value, negated: true).Adding(field, value, negated: false);

    /// <summary>The same filter without the connections that have this value.</summary>
    public ConnectionFilter Excluding(FilterField field, string value) => Drop(field, value, negated: false).Adding(field, value, negated: true);

    /// <summary>Whether an enabled condition asks for this value of a field.</summary>
    public bool Includes(FilterField field, string value) =>
        Conditions.Any(condition => !condition.IsOff && condition.IsAbout(field, negated: false) && condition.Values.Contains(value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Adds a value, or removes it if present. The chip for one value does this.</summary>
    public ConnectionFilter Toggling(FilterField field, string value) =>
        Includes(field, value) ? Drop(field, value, negated: false) : Including(field, value);

    public bool Equals(ConnectionFilter? other) => other?.Text == Text;

    public override bool Equals(object? obj) => Equals(obj as ConnectionFilter);

    public override int GetHashCode() => Text.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Text;

    private ConnectionFilter Adding(FilterField field, string value, bool negated)
    {
        var there = Conditions.FirstOrDefault(condition => condition.IsAbout(field, negated) && !condition.IsOff);
        if (there is null) return With(new FilterCondition(field, FilterRelation.Is, [value]) { IsNegated = negated });
        return there.Values.Contains(value, StringComparer.OrdinalIgnoreCase) ? this : Replace(there, there with { Values = [.. there.Values, value] });
    }

    private ConnectionFilter Drop(FilterField field, string value, bool negated)
    {
        var kept = new List<FilterCondition>(Conditions.Count);
        foreach (var condition in Conditions)
        {
            if (!condition.IsAbout(field, negated) || !condition.Values.Contains(value, StringComparer.OrdinalIgnoreCase)) kept.Add(condition);
            else if (condition.Values.Count > 1) kept.Add(condition with { Values = [.. condition.Values.Where(other => !string.Equals(other, value, StringComparison.OrdinalIgnoreCase))] });
        }

        return new(kept);
    }
}
