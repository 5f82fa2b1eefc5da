using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.People;

/// <summary>The members and open invitations of one side.</summary>
/// <param name="Side">The side: the tenant's name, or the company.</param>
public sealed record PeopleOfSide<TRole>(string Side, IReadOnlyList<MemberRow<TRole>> Members, IReadOnlyList<InvitationRow<TRole>> Invitations)
    where TRole : struct, Enum;

/// <summary>One person with a role.</summary>
/// <param name="Id">The key for a change of role: the membership in a tenant, or the person in the company.</param>
public sealed record MemberRow<TRole>(Guid Id, Guid PersonId, string Name, string Email, TRole Role, DateTime? LastSignInAt, bool HasAuthenticator, int Passkeys)
    where TRole : struct, Enum
{
    /// <summary>What the person signs in with besides the password, in words.</summary>
    public string SecondFactors => (HasAuthenticator, Passkeys) switch
    {
        (false, 0) => "none",
        (true, 0) => "authenticator",
        (false, 1) => "passkey",
        (false, _) => $"{Passkeys} passkeys",
        (true, 1) => "authenticator, passkey",
        _ => $"authenticator, {Passkeys} passkeys",
    };
}

/// <summary>One invitation that was neither accepted nor revoked.</summary>
public sealed record InvitationRow<TRole>(Guid Id, string Email, TRole Role, string InvitedBy, DateTime ExpiresAt, bool HasExpired)
    where TRole : struct, Enum;

/// <summary>What the link of an invitation shows to its visitor.</summary>
/// <param name="IsTheirs">Whether the visitor has signed in with the invited address.</param>
/// <param name="NeedsReset">
/// Whether another person may have created the visitor's account, so that it gets no role before a reset. Only the visitor sees this.
/// </param>
public sealed record InvitationView(string Email, string Side, string Role, string InvitedBy, bool IsTheirs, bool NeedsReset);

/// <summary>A link to choose a new password, or why there is none.</summary>
public abstract record ResetLink
{
    private ResetLink()
    {
    }

    /// <param name="Text">The fragment, after the <c>#</c>.</param>
    public sealed record Issued(string Text) : ResetLink;

    public sealed record NotFound : ResetLink;

    public sealed record Unavailable(string Message) : ResetLink;

    public sealed record Refused(Permission Permission, string Message) : ResetLink, IRefusal;
}
