namespace PrivateLink.Protocol.Reasons;

/// <summary>Everything the product knows about one reason.</summary>
/// <param name="Family">What the reason is about.</param>
/// <param name="Stage">How far the connection had come.</param>
/// <param name="WireEnding">How a connection denied for this reason ends on the wire.</param>
/// <param name="Code">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Title">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Meaning">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Actor">As in <see cref="ReasonDescription"/>.</param>
/// <param name="Remedy">As in <see cref="ReasonDescription"/>.</param>
public sealed record ReasonRow(
    ReasonFamily Family, ReasonStage Stage, WireEnding WireEnding, string Code, string Title, string Meaning, Actor Actor, string Remedy)
    : ReasonDescription(Code, Title, Meaning, Actor, Remedy)
{
    /// <summary>Whether the client asked for nothing, so that there is no verdict.</summary>
    public bool AsksForNothing => Family is ReasonFamily.Probe or ReasonFamily.Silence;

    /// <summary>Whether the connection is admitted.</summary>
    public bool LetsIn => WireEnding == WireEnding.Relayed;

    /// <summary>Where the customer acts, if the customer must.</summary>
    public ActingPlace ActsIn { get; init; }

    /// <summary>Whether the sender claimed an origin that it cannot have.</summary>
    public bool IsSpoofing { get; init; }

    /// <summary>Whether the resource lists the link. Only then may its tenant see the link ID.</summary>
    public bool LinkIsListed { get; init; }

    /// <summary>Whether the connection has no link that can be relied on. An unlisted link is still usable.</summary>
    public bool LinkIsUnusable { get; init; }
}
