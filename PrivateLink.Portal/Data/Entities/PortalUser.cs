using Microsoft.AspNetCore.Identity;
using PrivateLink.Portal.Access;

namespace PrivateLink.Portal.Data.Entities;

/// <summary>A person who can sign in. The email address is the sign-in name.</summary>
public sealed class PortalUser : IdentityUser<Guid>
{
    public const int NameLength = 100;
    public const int EmailLength = 254;

    public PortalUser() => Id = Guid.CreateVersion7();

    /// <summary>The name that colleagues see.</summary>
    public required string Name { get; set; }

    /// <summary>The role on the company's side. Null for people of customers.</summary>
    public CompanyRole? CompanyRole { get; set; }

    public DateTime CreatedAt { get; init; }

    public DateTime? LastSignInAt { get; set; }

    /// <summary>The 30-second step of the last accepted authenticator code. A code that an onlooker reads cannot be used again.</summary>
    public long? LastAuthenticatorStep { get; set; }

    /// <summary>Failed attempts with authenticator codes and recovery codes since the last correct one.</summary>
    public int CodesTried { get; private set; }

    /// <summary>After too many wrong codes, all codes are refused until this time.</summary>
    public DateTime? CodesClosedUntil { get; private set; }

    public ICollection<Membership> Memberships { get; } = [];
}
