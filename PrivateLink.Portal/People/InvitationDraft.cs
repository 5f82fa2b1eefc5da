namespace PrivateLink.Portal.People;

/// <summary>What a person types to invite another person.</summary>
public sealed class InvitationDraft<TRole>
    where TRole : struct, Enum
{
    public string Email { get; set; } = "";

    /// <summary>Null until chosen.</summary>
    public TRole? Role { get; set; }
}
