namespace PrivateLink.Protocol.Reasons;

/// <summary>Everything the product knows about one ending.</summary>
/// <param name="Kind">How normal the ending is.</param>
/// <param name="Code">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Title">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Meaning">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Actor">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Remedy">As in <see cref="ReasonDescription"/>.</param>
public sealed record EndingRow(EndingKind Kind, string Code, string Title, string Meaning, Actor Actor, string Remedy)
    : ReasonDescription(Code, Title, Meaning, Actor, Remedy)
{
    /// <summary>What the upstream did, as the rest of a sentence; null if the upstream is not to blame.</summary>
    public string? UpstreamDid { get; init; }

    /// <summary>Whether an admitted connection was not delivered, or not to its end, because of a fault in the engine or behind it.</summary>
    public bool IsFailure => Kind is EndingKind.NotConnected or EndingKind.Failed;
}
