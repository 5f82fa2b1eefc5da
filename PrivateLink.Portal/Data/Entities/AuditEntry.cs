namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One action that a person took or tried to take. The database only accepts new rows and refuses changes. Rows are numbered without gaps, and each
/// contains the hash of the previous one (<see cref="Audit.AuditChain"/>).
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

    /// <summary>Grows by one with each entry.</summary>
    public required long Sequence { get; init; }

    public required DateTime Time { get; init; }

    /// <summary>The person's name at that time.</summary>
    public required string Actor { get; init; }

    /// <summary>Null for the portal itself, and for a person who has not signed in.</summary>
    public required Guid? ActorId { get; init; }

    /// <summary>The tenant for which the person acted. Null for the company.</summary>
    public required Guid? ActorTenantId { get; init; }

    /// <summary>The address that the request came from, if known.</summary>
    public required string? Address { get; init; }

    /// <summary>The sign-in session that acted. Null without a session, and in entries older than this column.</summary>
    public Guid? SessionId { get; init; }

    /// <summary>
    /// The tenant that the entry concerns and that may read it. Null for the company's own entries. Not a foreign key: the entry outlives the tenant.
    /// </summary>
    public required Guid? TenantId { get; init; }

    /// <summary>A code of <see cref="Audit.AuditAction"/>.</summary>
    public required string Action { get; init; }

    public required string TargetKind { get; init; }

    public required Guid? TargetId { get; init; }

    /// <summary>The target's name at that time.</summary>
    public required string TargetName { get; init; }

    public required AuditResult Result { get; init; }

    /// <summary>Why the action was refused.</summary>
    public required string? Why { get; init; }

    /// <summary>The target's previous state, as JSON. Null for something new, and for an action that changes nothing that may be shown.</summary>
    public required string? Before { get; init; }

    public required string? After { get; init; }

    /// <summary>Shared by all entries of one request.</summary>
    public required string CorrelationId { get; init; }

    /// <summary>The hash of the previous entry. The first entry has 64 zeros.</summary>
    public required string PreviousHash { get; init; }

    public string Hash { get; internal set; } = "";
}
