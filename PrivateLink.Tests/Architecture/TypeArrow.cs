namespace PrivateLink.Tests.Architecture;

/// <summary>A type that uses another one of its assembly. Nested and generated types count as the one they are in.</summary>
internal readonly record struct TypeArrow(string FromNamespace, string From, string ToNamespace, string To)
{
    public override string ToString() => $"{From} → {To}";
}
