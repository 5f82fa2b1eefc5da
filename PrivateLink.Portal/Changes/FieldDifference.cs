namespace PrivateLink.Portal.Changes;

/// <summary>A field that two people have changed in different ways.</summary>
/// <param name="Field">What the form calls it.</param>
/// <param name="Yours">What the person who is told wanted to save.</param>
/// <param name="Theirs">What is saved now.</param>
public sealed record FieldDifference(string Field, string Yours, string Theirs);
