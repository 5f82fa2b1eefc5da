namespace PrivateLink.Portal.Changes;

/// <summary>A field that two people have changed in different ways.</summary>
/// <param name="Field">The form's name for the field.</param>
/// <param name="Yours">The value that the reader wanted to save.</param>
/// <param name="Theirs">The saved value.</param>
public sealed record FieldDifference(string Field, string Yours, string Theirs);
