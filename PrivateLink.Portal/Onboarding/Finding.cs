using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Onboarding;

/// <summary>What keeps the first connection from coming.</summary>
public enum FindingKind
{
    /// <summary>Clients still come from the internet.</summary>
    PublicPath,

    /// <summary>Clients come through a link that the host does not list.</summary>
    OtherLink,

    /// <summary>Clients come through the right link and ask for something else.</summary>
    OtherName,

    /// <summary>Nothing has come through the link at all.</summary>
    NeverSeen,

    /// <summary>Our own side does not get the header that it needs.</summary>
    HeaderMissing,

    /// <summary>Our own side has no listener for the service: nothing can arrive.</summary>
    NoListener,
}

/// <summary>One thing that is wrong, out of what the engine really saw.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="SeenAt">When it was last seen; null for what was not seen.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="NextStep">What to do about it, to the customer.</param>
/// <param name="Owner">Who has to.</param>
/// <param name="Command">What to run, where that helps.</param>
public sealed record Finding(FindingKind Kind, string Title, DateTime? SeenAt, string Evidence, string NextStep, StepOwner Owner, Artefact? Command = null);
