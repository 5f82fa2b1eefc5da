namespace PrivateLink.Portal.Data.Entities;

/// <summary>A person's sign-in in one browser. Ending the row ends the sign-in, wherever the cookie is.</summary>
public sealed class PersonSession
{
    public const int BrowserLength = 200;
    public const int AddressLength = 45;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>The tenant that the browser currently shows. Null for the company's side.</summary>
    public Guid? TenantId { get; set; }

    public required DateTime StartedAt { get; init; }

    public required DateTime SeenAt { get; set; }

    public required DateTime ExpiresAt { get; set; }

    public DateTime? EndedAt { get; set; }

    /// <summary>How the person authenticated: <c>password</c>, <c>password+code</c>, <c>passkey</c>, …</summary>
    public required string Method { get; init; }

    /// <summary>The browser's own description, shortened.</summary>
    public required string Browser { get; init; }

    public required string Address { get; init; }
}
