namespace PrivateLink.Portal.People;

/// <summary>How the link of an invitation was delivered.</summary>
/// <param name="IsMailed">Whether it was mailed to the address.</param>
/// <param name="Link">The link, if the inviter may see it; null otherwise.</param>
public sealed record InvitationDelivery(bool IsMailed, string? Link)
{
    /// <summary>Never contains the link, because records appear in logs.</summary>
    public override string ToString() => IsMailed ? "mailed" : "not mailed";
}
