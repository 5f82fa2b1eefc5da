using PrivateLink.Portal.Changes;

namespace PrivateLink.Portal.Components.Pages.Onboarding;

/// <summary>
/// A field on the screen of a page that others change too: what is being typed is the person's until it is kept, and what is left alone follows
/// what is saved.
/// </summary>
public sealed class TypedText
{
    private string _was = "";

    /// <summary>What the field shows.</summary>
    public string Text { get; set; } = "";

    public bool IsTouched => Text.Trim() != _was;

    /// <summary>What to save.</summary>
    public FieldEdit Edit => new(_was, Text);

    /// <summary>Takes what is saved, unless the person has typed something else.</summary>
    public void Follow(string? saved)
    {
        if (!IsTouched || Text.Trim() == saved) Take(saved);
    }

    /// <summary>Takes what is saved now, whatever has been typed.</summary>
    public void Take(string? saved) => Text = _was = saved ?? "";

    /// <summary>After a save: it was kept; or somebody else was quicker, and the person has seen both.</summary>
    /// <param name="sent">What was to be saved; the person may have typed on meanwhile.</param>
    /// <param name="saved">Whether it was kept.</param>
    /// <param name="conflict">Where the two differ; null when this field is not among it.</param>
    public void Settle(FieldEdit sent, bool saved, FieldDifference? conflict)
    {
        if (saved) _was = sent.Yours;
        else if (conflict is not null) Take(conflict.Theirs);
    }
}
