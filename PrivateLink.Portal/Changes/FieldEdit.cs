namespace PrivateLink.Portal.Changes;

/// <summary>What a person made of one field, so that nobody's work is overwritten unseen: two may have the same form open.</summary>
/// <param name="Was">What the field held when the person began.</param>
/// <param name="Yours">What the person wants it to hold; spaces around it do not count.</param>
public readonly record struct FieldEdit(string Was, string Yours)
{
    public string Yours { get; } = Yours.Trim();

    /// <summary>Whether somebody else has saved something else meanwhile.</summary>
    /// <param name="theirs">What is saved now.</param>
    public bool IsOvertakenBy(string? theirs) => (theirs ?? "") != Was && (theirs ?? "") != Yours;
}
