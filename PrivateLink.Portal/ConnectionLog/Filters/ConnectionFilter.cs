using PrivateLink.Protocol.Reasons;

namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>
/// Which connections somebody wants to see: every condition that is switched on must hold. One grammar for the live view, the
/// history, exports and URLs; see <see cref="FilterParser"/> for its text. Immutable; equal when the texts are.
/// </summary>
public sealed class ConnectionFilter(params IReadOnlyList<FilterCondition> conditions) : IEquatable<ConnectionFilter>
{
    public static ConnectionFilter Everything { get; } = new([]);

    public IReadOnlyList<FilterCondition> Conditions { get; } = conditions;

    /// <summary>The canonical text: reading it again gives an equal filter.</summary>
    public string Text { get; } = FilterText.Of(conditions);

    /// <summary>Whether it takes every connection.</summary>
    public bool IsEverything => Conditions.All(condition => condition.IsOff);

    /// <summary>Whether an open connection may begin or cease to match when it ends.</summary>
    public bool DependsOnEnding { get; } = conditions.Any(condition => !condition.IsOff && condition.Field.IsOfEnding);

    /// <summary>One field with some values, any of which will do.</summary>
    public static ConnectionFilter Of(FilterField field, params IReadOnlyList<string> values) => new([new FilterCondition(field, FilterRelation.Is, values)]);

    public static ConnectionFilter Of(Outcome outcome) => Of(FilterField.Outcome, Outcomes.CodeOf(outcome));

    public static ConnectionFilter Of(Reason reason) => Of(FilterField.Reason, ReasonTable.CodeOf(reason));

    /// <summary>What came through some listeners, for some reasons; for any where none is named.</summary>
    public static ConnectionFilter OnListeners(IReadOnlyList<string> listeners, params IReadOnlyList<Reason> reasons)
    {
        var filter = Of(FilterField.Listener, listeners);
        return reasons.Count == 0 ? filter : filter.With(new(FilterField.Reason, FilterRelation.Is, [.. reasons.Select(ReasonTable.CodeOf)]));
    }

    public ConnectionFilter With(FilterCondition condition) => new([.. Conditions, condition]);

    public ConnectionFilter Without(FilterCondition condition) => new([.. Conditions.Where(other => !other.Equals(condition))]);

    public ConnectionFilter Replace(FilterCondition old, FilterCondition @new) =>
        new([.. Conditions.Select(condition => condition.Equals(old) ? @new : condition)]);

    /// <summary>The same, with other conditions in place of its own about the same fields: where a figure of a part leads.</summary>
    public ConnectionFilter Narrowed(ConnectionFilter to) =>
        new([.. Conditions.Where(condition => !to.Conditions.Any(other => other.Field == condition.Field)), .. to.Conditions]);

    /// <summary>The same with one value more among those that will do; what excluded it does so no longer.</summary>
    public ConnectionFilter Including(FilterField field, string value) => Drop(field, value, negated: true).Adding(field, value, negated: false);

    /// <summary>The same without the connections that have this value.</summary>
    public ConnectionFilter Excluding(FilterField field, string value) => Drop(field, value, negated: false).Adding(field, value, negated: true);

    /// <summary>Whether the value of a field is asked for by a condition that is switched on.</summary>
    public bool Includes(FilterField field, string value) =>
        Conditions.Any(condition => !condition.IsOff && condition.IsAbout(field, negated: false) && condition.Values.Contains(value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Asks for a value, or no longer: what a chip for one value does.</summary>
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
