namespace PrivateLink.Portal.Data.Entities;

/// <summary>Something that a tenant's owners have to know, until one of them has read it.</summary>
public sealed class TenantNotice : Entity
{
    public const int TextLength = 600;

    public required Guid TenantId { get; init; }

    public Tenant? Tenant { get; private set; }

    public required string Text { get; init; }

    public DateTime? ReadAt { get; set; }
}
