namespace PrivateLink.Portal.Data.Entities;

/// <summary>A moment at which something happened to the service itself, as one process saw it: for marks in charts and lists, kept as long as the hourly sums.</summary>
public sealed class ServiceMoment
{
    public const int DetailLength = 400;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>The process that saw it.</summary>
    public required string Node { get; init; }

    public required DateTime Time { get; init; }

    public required ServiceMomentKind Kind { get; init; }

    /// <summary>The upstream whose state changed. No reference: the moment outlives the upstream.</summary>
    public Guid? UpstreamId { get; init; }

    /// <summary>The upstream's name, as it was then.</summary>
    public string? Upstream { get; init; }

    /// <summary>More about it, for the company; null when there is nothing.</summary>
    public string? Detail { get; init; }
}
