namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>One condition: a field, a comparison, and the values. Any of the values may match.</summary>
/// <param name="Field">The field to compare.</param>
/// <param name="Relation">The comparison.</param>
/// <param name="Values">At least one; only <see cref="FilterRelation.Is"/> may have several.</param>
public sealed record FilterCondition(FilterField Field, FilterRelation Relation, IReadOnlyList<string> Values)
{
    /// <summary>Inverts the condition.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Keeps the condition but does not apply it.</summary>
    public bool IsOff { get; init; }

    public bool Equals(FilterCondition? other) =>
        other is not null && Field == other.Field && Relation == other.Relation && IsNegated == other.IsNegated && IsOff == other.IsOff
        && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Field, Relation, IsNegated, IsOff, Values.Count, Values.Count == 0 ? "" : Values[0]);

    public override string ToString() => FilterText.Of(this);

    internal bool IsAbout(FilterField field, bool negated) => Field == field && Relation == FilterRelation.Is && IsNegated == negated;
}

/// <summary>The comparison of a field with a value.</summary>
public enum FilterRelation
{
    /// <summary><c>:</c> equals the value, lies in the network, or matches a pattern with <c>*</c>.</summary>
    Is,

    /// <summary><c>&lt;</c></summary>
    Below,

    /// <summary><c>&lt;=</c></summary>
    AtMost,

    /// <summary><c>&gt;</c></summary>
    Above,

    /// <summary><c>&gt;=</c></summary>
    AtLeast,
}
