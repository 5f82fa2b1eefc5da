namespace PrivateLink.Portal.People;

/// <summary>What became of an invitation's link.</summary>
/// <param name="IsMailed">It is on its way to the address.</param>
/// <param name="Link">The link, where the inviter may see it; null otherwise.</param>
public sealed record InvitationDelivery(bool IsMailed, string? Link)
{
    /// <summary>Never the link: records end up in logs.</summary>
    public override string ToString() => IsMailed ? "mailed" : "not mailed";
}
