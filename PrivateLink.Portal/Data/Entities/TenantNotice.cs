namespace PrivateLink.Portal.Data.Entities;

/// <summary>A notice for a tenant's owners, shown until one of them has read it.</summary>
public sealed class TenantNotice : Entity
{
    public const int TextLength = 600;

    public required Guid TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    public required string Text { get; init; }

    public DateTime? ReadAt { get; set; }
}
