namespace PrivateLink.Portal.Data.Entities;

/// <summary>What somebody sent through a hand-over link. It changes nothing until a person who may edit the endpoint uses it.</summary>
public sealed class HandoverPaste : Entity
{
    /// <summary>Longer than what any of the commands prints for one account or one endpoint.</summary>
    public const int TextLength = 32_768;

    public required Guid TenantId { get; init; }

    public required Guid HandoverId { get; init; }

    public StepHandover? Handover { get; private set; }

    /// <summary>Exactly as it was sent, except that lines end with one character.</summary>
    public required string Text { get; init; }

    /// <summary>Where the request came from.</summary>
    public string? Address { get; init; }

    /// <summary>What became of it; null while it waits.</summary>
    public PasteOutcome? Outcome { get; set; }

    public DateTime? SettledAt { get; set; }
}
