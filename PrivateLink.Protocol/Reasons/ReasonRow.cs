namespace PrivateLink.Protocol.Reasons;

/// <summary>Everything that follows from a decision's reason.</summary>
/// <param name="Family">What it is about.</param>
/// <param name="Stage">How far the connection had come.</param>
/// <param name="WireEnding">How a connection that is denied for it ends on the wire.</param>
/// <param name="Code">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Title">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Meaning">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Actor">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Remedy">As in <see cref="ReasonDescription"/>.</param>
public sealed record ReasonRow(
    ReasonFamily Family, ReasonStage Stage, WireEnding WireEnding, string Code, string Title, string Meaning, Actor Actor, string Remedy)
    : ReasonDescription(Code, Title, Meaning, Actor, Remedy)
{
    /// <summary>Whether the connection wanted nothing, as far as we know: there is nothing to give a verdict on.</summary>
    public bool AsksForNothing => Family is ReasonFamily.Probe or ReasonFamily.Silence;

    /// <summary>Whether it lets the connection in.</summary>
    public bool LetsIn => WireEnding == WireEnding.Relayed;

    /// <summary>Whether somebody claimed an origin that a sender at this place cannot have.</summary>
    public bool IsSpoofing { get; init; }

    /// <summary>Whether the resource lists the link: then its tenant may know which one it is.</summary>
    public bool LinkIsListed { get; init; }

    /// <summary>Whether there is no link that could be relied on. A link that is merely not listed can be used.</summary>
    public bool LinkIsUnusable { get; init; }
}
