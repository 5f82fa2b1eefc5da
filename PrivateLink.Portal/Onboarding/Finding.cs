using PrivateLink.Portal.Clouds.Artefacts;

namespace PrivateLink.Portal.Onboarding;

/// <summary>A reason why the first connection has not arrived.</summary>
public enum FindingKind
{
    /// <summary>Clients still come over the internet.</summary>
    PublicPath,

    /// <summary>Clients come through a link that the host does not list.</summary>
    OtherLink,

    /// <summary>Clients come through the right link but ask for another name.</summary>
    OtherName,

    /// <summary>Nothing has come through the link.</summary>
    NeverSeen,

    /// <summary>The company's own side does not get the header that it needs.</summary>
    HeaderMissing,

    /// <summary>The company has no listener for the service, so nothing can arrive.</summary>
    NoListener,
}

/// <summary>One problem, based on what the engine saw.</summary>
/// <param name="Title">A short title.</param>
/// <param name="SeenAt">When it was last seen; null for something that was not seen.</param>
/// <param name="Evidence">What was seen.</param>
/// <param name="NextStep">What the customer should do about it.</param>
/// <param name="Owner">Who must act.</param>
/// <param name="Command">A command that helps; null when there is none.</param>
public sealed record Finding(FindingKind Kind, string Title, DateTime? SeenAt, string Evidence, string NextStep, StepOwner Owner, Artefact? Command = null);
