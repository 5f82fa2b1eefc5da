namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One connection as a shared web link shows it to people without an account. The content is fixed when the link is created. So it survives the connection's
/// own row, and later data never reveals more.
/// </summary>
public sealed class SharedConnection : Entity
{
    public const int TokenHashLength = 64;
    public const int AddressLength = 45;
    public const int TitleLength = 400;

    /// <summary>About 5,000 characters, plus the first bytes in hexadecimal.</summary>
    public const int DocumentLength = 32_768;

    /// <summary>The ID of the connection's decision.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>The tenant of the connection. Null if it requested a host that belongs to no tenant.</summary>
    public required Guid? TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    /// <summary>The requested host and the source, for the list of links.</summary>
    public required string Title { get; init; }

    /// <summary>The content to show, as JSON. The file to attach has the same text.</summary>
    public required string Document { get; init; }

    /// <summary>SHA-256 of the token as hex, so that a reader of the database cannot open a link.</summary>
    public required string TokenHash { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The account that created it. Null if no account did.</summary>
    public Guid? MadeById { get; init; }

    /// <summary>How often it was opened.</summary>
    public int Opened { get; private set; }

    public DateTime? FirstOpenedAt { get; set; }

    public string? FirstOpenedFrom { get; set; }

    public DateTime? LastOpenedAt { get; private set; }

    /// <summary>When it was revoked. Null until then.</summary>
    public DateTime? ClosedAt { get; set; }
}
