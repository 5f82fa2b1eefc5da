namespace PrivateLink.Portal.Data.Entities;

/// <summary>Something that one person is to be told by mail: written once, and kept when it is told, so that nobody is told twice.</summary>
public sealed class NewsItem
{
    public const int KeyLength = 100;
    public const int SubjectLength = 300;
    public const int TextLength = 1_500;
    public const int PathLength = 100;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>Whose affair it is; null for the company's. No reference: the row outlives the tenant.</summary>
    public required Guid? ConcernsId { get; init; }

    public required NewsKind Kind { get; init; }

    /// <summary>What happened, once for each person.</summary>
    public required string Key { get; init; }

    /// <summary>A line that says it.</summary>
    public required string Subject { get; init; }

    /// <summary>A sentence or two.</summary>
    public required string Text { get; init; }

    /// <summary>Where in the portal it is to be seen.</summary>
    public required string Path { get; init; }

    /// <summary>The time that the text is about.</summary>
    public required DateTime At { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>Until when one process is sending it.</summary>
    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>When it was sent, or was found to be wanted no more; null while it waits.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>The letter that it was in; null when there was none.</summary>
    public Guid? LetterId { get; private set; }
}
