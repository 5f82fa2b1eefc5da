using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.Data.Entities;

/// <summary>A one-time offer of one role to one address: in a tenant, or on the company's side.</summary>
public sealed class Invitation : Entity
{
    public const int TokenHashLength = 64;

    /// <summary>Null for the company's side.</summary>
    public Guid? TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    public required string Email
    {
        get;
        init => NormalizedEmail = NormalizedText.Of(field = value);
    }

    public string NormalizedEmail { get; private set; } = "";

    public CompanyRole? CompanyRole { get; init; }

    public TenantRole? TenantRole { get; init; }

    /// <summary>SHA-256 of the token as hex: anyone who reads the database cannot accept anything.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Nobody but the address and the company has seen the link, so that an account made with it is its person's own.</summary>
    public required bool ProvesMailbox { get; set; }

    public required DateTime ExpiresAt { get; set; }

    public required string InvitedBy { get; init; }

    /// <summary>The account that sent it; null for a verb at the command line, and for rows older than this column.</summary>
    public Guid? InvitedById { get; init; }

    /// <summary>When it was accepted or revoked; null while it can be accepted.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>Who accepted it; null while it is open, and when it was revoked.</summary>
    public Guid? AcceptedBy { get; set; }
}
