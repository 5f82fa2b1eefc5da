using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>
/// A field on a page that other people also edit. Typed text stays until it is saved. A field without typed text
/// shows the saved value.
/// </summary>
public sealed class TypedText
{
    private string _was = "";

    /// <summary>What the field shows.</summary>
    public string Text { get; set; } = "";

    public bool IsTouched => Text.Trim() != _was;

    /// <summary>What to save.</summary>
    public FieldEdit Edit => new(_was, Text);

    /// <summary>Shows the saved value, unless the person has typed something else.</summary>
    public void Follow(string? saved)
    {
        if (!IsTouched || Text.Trim() == saved) Take(saved);
    }

    /// <summary>Shows the saved value, whatever has been typed.</summary>
    public void Take(string? saved) => Text = _was = saved ?? "";

    /// <summary>Handles the end of a save: it succeeded, or another person saved first and both values were shown.</summary>
    /// <param name="sent">The text that was sent. The person may have typed more since then.</param>
    /// <param name="saved">Whether it was saved.</param>
    /// <param name="conflict">The difference for this field; null if this field has none.</param>
    public void Settle(FieldEdit sent, bool saved, FieldDifference? conflict)
    {
        if (saved) _was = sent.Yours;
        else if (conflict is not null) Take(conflict.Theirs);
    }
}
