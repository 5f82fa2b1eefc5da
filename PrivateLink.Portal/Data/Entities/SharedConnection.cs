namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One connection as its link shows it to people without an account. What is shown was written when the link was made: the connection's own row may be
/// gone by then, and nothing that is learnt or saved later shows more of it.
/// </summary>
public sealed class SharedConnection : Entity
{
    public const int TokenHashLength = 64;
    public const int AddressLength = 45;
    public const int TitleLength = 400;

    /// <summary>Some 5,000 characters, and the first bytes in hexadecimal.</summary>
    public const int DocumentLength = 32_768;

    /// <summary>The ID of its decision.</summary>
    public required long ConnectionId { get; init; }

    /// <summary>Whose connection it is; null for one that asked for nobody's host.</summary>
    public required Guid? TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    /// <summary>The host that was asked for, and from where: for the list of links.</summary>
    public required string Title { get; init; }

    /// <summary>What is shown, as JSON: the file to attach is the same text.</summary>
    public required string Document { get; init; }

    /// <summary>SHA-256 of the token as hex: nobody can open a link by reading the database.</summary>
    public required string TokenHash { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The account that made it; null for what no account does.</summary>
    public Guid? MadeById { get; init; }

    /// <summary>How often it was opened.</summary>
    public int Opened { get; private set; }

    public DateTime? FirstOpenedAt { get; set; }

    public string? FirstOpenedFrom { get; set; }

    public DateTime? LastOpenedAt { get; private set; }

    /// <summary>When somebody took it back; null as long as nobody did.</summary>
    public DateTime? ClosedAt { get; set; }
}
