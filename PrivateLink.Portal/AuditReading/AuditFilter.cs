using PrivateLink.Portal.Audit;
using PrivateLink.Portal.Data.Entities;

namespace PrivateLink.Portal.AuditReading;

/// <summary>Which entries a reader wants to see. A null or empty condition matches all entries.</summary>
public sealed record AuditFilter
{
    public static AuditFilter All { get; } = new();

    /// <summary>A part of the person's name.</summary>
    public string Actor { get; init; } = "";

    public Guid? TenantId { get; init; }

    /// <summary>A code of <see cref="AuditAction"/>.</summary>
    public string? Action { get; init; }

    /// <summary>A part of the target's name, or its key.</summary>
    public string Target { get; init; } = "";

    public AuditResult? Result { get; init; }

    /// <summary>Not before this time, UTC.</summary>
    public DateTime? From { get; init; }

    /// <summary>Before this time, UTC.</summary>
    public DateTime? Until { get; init; }
}
