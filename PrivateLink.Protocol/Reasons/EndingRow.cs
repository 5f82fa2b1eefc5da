namespace PrivateLink.Protocol.Reasons;

/// <summary>Everything that follows from the way a connection ended.</summary>
/// <param name="Kind">Whether that is an ordinary way.</param>
/// <param name="Code">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Title">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Meaning">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Actor">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Remedy">As in <see cref="ReasonDescription"/>.</param>
public sealed record EndingRow(EndingKind Kind, string Code, string Title, string Meaning, Actor Actor, string Remedy)
    : ReasonDescription(Code, Title, Meaning, Actor, Remedy)
{
    /// <summary>Whether a connection that was let in was not delivered, or not to the end, by a fault behind the engine or its own.</summary>
    public bool IsFailure => Kind is EndingKind.NotConnected or EndingKind.Failed;
}
