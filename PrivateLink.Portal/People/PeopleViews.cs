using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.People;

/// <summary>The people of one side: who is in, and who is asked in.</summary>
/// <param name="Side">What they are people of: the tenant's name, or the company.</param>
public sealed record PeopleOfSide<TRole>(string Side, IReadOnlyList<MemberRow<TRole>> Members, IReadOnlyList<InvitationRow<TRole>> Invitations)
    where TRole : struct, Enum;

/// <summary>One person with a role.</summary>
/// <param name="Id">What a change of the role names: the membership in a tenant, the person in the company.</param>
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

/// <summary>One invitation that nobody has accepted or revoked.</summary>
public sealed record InvitationRow<TRole>(Guid Id, string Email, TRole Role, string InvitedBy, DateTime ExpiresAt, bool HasExpired)
    where TRole : struct, Enum;

/// <summary>What an invitation's link leads to, for the person who follows it.</summary>
/// <param name="IsTheirs">The person who follows it has signed in with the address that is invited.</param>
/// <param name="NeedsReset">That person's account may have been made by somebody else, and takes no role before it is reset. Told to nobody else.</param>
public sealed record InvitationView(string Email, string Side, string Role, string InvitedBy, bool IsTheirs, bool NeedsReset);

/// <summary>A link that lets somebody choose a new password, or why there is none.</summary>
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
