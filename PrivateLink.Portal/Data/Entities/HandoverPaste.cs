namespace PrivateLink.Portal.Data.Entities;

/// <summary>Text that a person sent through a hand-over link. It changes nothing until a person who may edit the endpoint uses it.</summary>
public sealed class HandoverPaste : Entity
{
    /// <summary>Longer than the output of any of the commands for one account or one endpoint.</summary>
    public const int TextLength = 32_768;

    public required Guid TenantId { get; init; }

    public required Guid HandoverId { get; init; }

    public StepHandover? Handover { get; private set; }

    /// <summary>The text exactly as sent, except for normalised line ends.</summary>
    public required string Text { get; init; }

    /// <summary>The address that the request came from.</summary>
    public string? Address { get; init; }

    /// <summary>Whether it was used or discarded. Null while it waits.</summary>
    public PasteOutcome? Outcome { get; set; }

    public DateTime? SettledAt { get; set; }
}
