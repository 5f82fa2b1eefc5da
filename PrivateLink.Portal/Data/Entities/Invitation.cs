using PrivateLink.Portal.Access;


namespace PrivateLink.Portal.Data.Entities;

/// <summary>A one-time offer of one role to one email address, in a tenant or on the company's side.</summary>
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

    /// <summary>SHA-256 of the token as hex, so that a reader of the database cannot accept an invitation.</summary>
    public required string TokenHash { get; set; }

    /// <summary>Only the mailbox's owner and the company have seen the link. So an account created with it belongs to that owner.</summary>
    public required bool ProvesMailbox { get; set; }

    public required DateTime ExpiresAt { get; set; }

    public required string InvitedBy { get; init; }

    /// <summary>The account that sent it. Null for a command-line verb, and for rows older than this column.</summary>
    public Guid? InvitedById { get; init; }

    /// <summary>When it was accepted or revoked. Null while it can be accepted.</summary>
    public DateTime? ClosedAt { get; set; }

    /// <summary>The person who accepted it. Null while it is open, or if it was revoked.</summary>
    public Guid? AcceptedBy { get; set; }
}
