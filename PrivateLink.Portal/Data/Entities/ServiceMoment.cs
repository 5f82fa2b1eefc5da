namespace PrivateLink.Portal.Data.Entities;

/// <summary>
/// An event of the service itself, as one process saw it. Charts and lists show it as a mark. It is kept as long as the hourly roll-ups.
/// </summary>
public sealed class ServiceMoment
{
    public const int DetailLength = 400;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The process that saw it.</summary>
    public required string Node { get; init; }

    public required DateTime Time { get; init; }

    public required ServiceMomentKind Kind { get; init; }

    /// <summary>The upstream whose state changed. Not a foreign key: the moment outlives the upstream.</summary>
    public Guid? UpstreamId { get; init; }

    /// <summary>The upstream's name at that time.</summary>
    public string? Upstream { get; init; }

    /// <summary>Details for the company. Null if there are none.</summary>
    public string? Detail { get; init; }
}
