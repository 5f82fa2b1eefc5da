namespace PrivateLink.Portal.Data.Entities;

/// <summary>What became of a text that was sent through a hand-over link. The numbers stand in the database.</summary>
public enum PasteOutcome
{
    Used = 1,
    Discarded = 2,
}
