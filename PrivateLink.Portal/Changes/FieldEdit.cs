namespace PrivateLink.Portal.Changes;

/// <summary>A person's edit of one field. It prevents silent overwriting when two people have the same form open.</summary>
/// <param name="Was">The field's value when the person began.</param>
/// <param name="Yours">The value that the person wants; leading and trailing spaces are ignored.</param>
public readonly record struct FieldEdit(string Was, string Yours)
{
    public string Yours { get; } = Yours.Trim();

    /// <summary>Whether another person has saved a different value in the meantime.</summary>
    /// <param name="theirs">The saved value.</param>
    public bool IsOvertakenBy(string? theirs) => (theirs ?? "") != Was && (theirs ?? "") != Yours;
}
