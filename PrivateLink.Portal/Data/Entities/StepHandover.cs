namespace PrivateLink.Portal.Data.Entities;

/// <summary>One step of one private endpoint, handed to people without an account: anyone who has the link sees the step and can send an answer.</summary>
public sealed class StepHandover : Entity
{
    public const int TokenHashLength = 64;
    public const int AddressLength = 45;

    public required Guid TenantId { get; init; }

    public required Guid PrivateEndpointId { get; init; }

    public PrivateEndpoint? PrivateEndpoint { get; private set; }

    public required HandedStep Step { get; init; }

    /// <summary>SHA-256 of the token as hex: nobody can open a link by reading the database.</summary>
    public required string TokenHash { get; init; }

    /// <summary>The endpoint's link ID when the link was made. With another one the step is another one.</summary>
    public string? LinkId { get; init; }

    public required DateTime ExpiresAt { get; init; }

    public required string MadeBy { get; init; }

    /// <summary>The account that made it; null for what no account does.</summary>
    public Guid? MadeById { get; init; }

    /// <summary>When it was opened for the first time; null until then.</summary>
    public DateTime? OpenedAt { get; set; }

    public string? OpenedFrom { get; set; }

    /// <summary>When it ended; null while it may still be open.</summary>
    public DateTime? ClosedAt { get; set; }

    public HandoverEnding? Ending { get; set; }
}
