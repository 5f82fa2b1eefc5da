namespace PrivateLink.Tests.Architecture;

/// <summary>A use of one type by another of the same assembly. Nested and generated types count as the type that contains them.</summary>
internal readonly record struct TypeArrow(string FromNamespace, string From, string ToNamespace, string To)
{
    public override string ToString() => $"{From} → {To}";
}
