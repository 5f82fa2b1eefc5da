namespace PrivateLink.Portal.Data.Entities;

/// <summary>News that the portal mails to one person. The row stays after sending, so that no one receives it twice.</summary>
public sealed class NewsItem
{
    public const int KeyLength = 100;
    public const int SubjectLength = 300;
    public const int TextLength = 1_500;
    public const int PathLength = 100;

    public Guid Id { get; private init; } = Guid.CreateVersion7();

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>The tenant that it concerns. Null for the company's own news. Not a foreign key: the row outlives the tenant.</summary>
    public required Guid? ConcernsId { get; init; }

    public required NewsKind Kind { get; init; }

    /// <summary>Identifies the event; unique for each person.</summary>
    public required string Key { get; init; }

    /// <summary>The subject line.</summary>
    public required string Subject { get; init; }

    /// <summary>The text, one or two sentences.</summary>
    public required string Text { get; init; }

    /// <summary>The page in the portal that shows it.</summary>
    public required string Path { get; init; }

    /// <summary>The time that the text is about.</summary>
    public required DateTime At { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>One process has reserved it for sending until this time.</summary>
    public DateTime? ClaimedUntil { get; private set; }

    /// <summary>When it was sent or found to be no longer wanted. Null while it waits.</summary>
    public DateTime? DoneAt { get; private set; }

    /// <summary>The mail that contained it. Null if there was none.</summary>
    public Guid? LetterId { get; private set; }
}
