using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A person who can sign in. The email address is the name to sign in with.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    public PortalUser() => Id = Guid.CreateVersion7();

    /// <summary>What colleagues see.</summary>
    public required string Name { get; set; }

    /// <summary>The role on the company's side; null for customers' people.</summary>
    public CompanyRole? CompanyRole { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>The thirty seconds of the last accepted authenticator code: a code that was looked over the shoulder is worth nothing.</summary>
    public long? LastAuthenticatorStep { get; set; }

    /// <summary>Codes of the authenticator and recovery codes that were tried since the last right one.</summary>
    public int CodesTried { get; private set; }

    /// <summary>Until when no code is looked at, after too many wrong ones.</summary>
    public DateTime? CodesClosedUntil { get; private set; }

    public ICollection<Membership> Memberships { get; } = [];
}
