namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// One step of one private endpoint, handed over to people without an account. Anyone who has the link sees the step and can send an answer.
/// </summary>
public sealed class StepHandover : Entity
{
    public const int TokenHashLength = 64;
    public const int AddressLength = 45;

    public required Guid TenantId { get; init; }

    public required Guid PrivateEndpointId { get; init; }

    public PrivateEndpoint? PrivateEndpoint { get; private set; }

    public required HandedStep Step { get; init; }

    /// <summary>SHA-256 of the token as hex, so that a reader of the database cannot open a link.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The endpoint's link ID when the link was created. If it changes, the step is no longer the same.</summary>
    public string? LinkId { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The account that created it. Null if no account did.</summary>
    public Guid? MadeById { get; init; }

    /// <summary>When it was first opened. Null until then.</summary>
    public DateTime? OpenedAt { get; set; }

    public string? OpenedFrom { get; set; }

    /// <summary>When it ended. Null while it may still be open.</summary>
    public DateTime? ClosedAt { get; set; }

    public HandoverEnding? Ending { get; set; }
}
