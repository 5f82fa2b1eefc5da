namespace PrivateLink.Portal.Data.Entities;

/// <summary>What one person has chosen to be told by mail. A person who has chosen nothing is told everything that concerns them.</summary>
public sealed class NewsChoice
{
    public const int ZoneLength = 64;

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>The kinds that are switched off: a bit for each number.</summary>
    public int Off { get; set; }

    /// <summary>The browser's time zone when the choice was made; null when it did not say.</summary>
    public string? Zone { get; set; }

    public bool Wants(NewsKind kind) => (Off & (1 << (int)kind)) == 0;

    public void Choose(NewsKind kind, bool wants) => Off = wants ? Off & ~(1 << (int)kind) : Off | (1 << (int)kind);
}
