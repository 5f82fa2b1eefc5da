namespace PrivateLink.Portal.Data.Entities;

/// <summary>Whether a text that was sent through a hand-over link was used. Values are persisted; never renumber.</summary>
public enum PasteOutcome
{
    Used = 1,
    Discarded = 2,
}
