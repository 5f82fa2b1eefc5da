namespace PrivateLink.Portal.ConnectionLog.Filters;

/// <summary>One condition: a field, how it is compared, and the values of which any will do.</summary>
/// <param name="Field">What is looked at.</param>
/// <param name="Relation">How.</param>
/// <param name="Values">At least one; only <see cref="FilterRelation.Is"/> may have several.</param>
public sealed record FilterCondition(FilterField Field, FilterRelation Relation, IReadOnlyList<string> Values)
{
    /// <summary>Takes what the condition would leave out.</summary>
    public bool IsNegated { get; init; }

    /// <summary>Kept, but not asked.</summary>
    public bool IsOff { get; init; }

    public bool Equals(FilterCondition? other) =>
        other is not null && Field == other.Field && Relation == other.Relation && IsNegated == other.IsNegated && IsOff == other.IsOff
        && Values.SequenceEqual(other.Values, StringComparer.Ordinal);

    public override int GetHashCode() => HashCode.Combine(Field, Relation, IsNegated, IsOff, Values.Count, Values.Count == 0 ? "" : Values[0]);

    public override string ToString() => FilterText.Of(this);

    internal bool IsAbout(FilterField field, bool negated) => Field == field && Relation == FilterRelation.Is && IsNegated == negated;
}

/// <summary>How a field is compared.</summary>
public enum FilterRelation
{
    /// <summary><c>:</c> equal, inside a network, or like a pattern with <c>*</c>.</summary>
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
