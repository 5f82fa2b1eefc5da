namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One thing that somebody did or tried to do. Rows are only ever added (the database refuses the rest), numbered without a gap, and
/// each carries the hash of the one before it (<see cref="Audit.AuditChain"/>).
/// </summary>
public sealed class AuditEntry
{
    public const int ActionLength = 64;
    public const int AddressLength = 64;
    public const int CorrelationIdLength = 64;
    public const int FactsLength = 200_000;
    public const int HashLength = 64;
    public const int TargetKindLength = 32;
    public const int TargetNameLength = 256;
    public const int WhyLength = 400;

    /// <summary>Grows by one with every entry.</summary>
    public required long Sequence { get; init; }

    public required DateTime Time { get; init; }

    /// <summary>The person's name, as it was then.</summary>
    public required string Actor { get; init; }

    /// <summary>Null for the portal itself, and for somebody who has not signed in.</summary>
    public required Guid? ActorId { get; init; }

    /// <summary>The tenant on whose side the person acted; null for the company.</summary>
    public required Guid? ActorTenantId { get; init; }

    /// <summary>Where the request that acted came from, when known.</summary>
    public required string? Address { get; init; }

    /// <summary>The sign-in that acted; null without one, and in entries of before it was kept.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>The tenant whose affair it is, and who may read about it; null for the company's own. No reference: the entry outlives the tenant.</summary>
    public required Guid? TenantId { get; init; }

    /// <summary>A code of <see cref="Audit.AuditAction"/>.</summary>
    public required string Action { get; init; }

    public required string TargetKind { get; init; }

    public required Guid? TargetId { get; init; }

    /// <summary>Its name, as it was then.</summary>
    public required string TargetName { get; init; }

    public required AuditResult Result { get; init; }

    /// <summary>Why it was refused.</summary>
    public required string? Why { get; init; }

    /// <summary>What the target was before, as JSON; null for something new, and for what changes nothing that may be shown.</summary>
    public required string? Before { get; init; }

    public required string? After { get; init; }

    /// <summary>The same for everything that one request did.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The hash of the entry before; of the first, 64 zeros.</summary>
    public required string PreviousHash { get; init; }

    public string Hash { get; internal set; } = "";
}
