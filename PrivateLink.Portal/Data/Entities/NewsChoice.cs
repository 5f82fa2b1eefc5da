namespace PrivateLink.Portal.Data.Entities;

/// <summary>What one person has chosen to be told by mail. A person who has chosen nothing is told everything that concerns them.</summary>
public sealed class NewsChoice
{
    public const int ZoneLength = 64;

    public required Guid PersonId { get; init; }

    public PortalUser? Person { get; private set; }

    /// <summary>The kinds that are switched off: a bit for each number.</summary>
    public int Off { get; set; }

    /// <summary>Of the kinds that are off unless they are chosen, those that are switched on: a bit for each number.</summary>
    public int On { get; set; }

    /// <summary>The browser's time zone when the choice was made; null when it did not say.</summary>
    public string? Zone { get; set; }

    /// <summary>What nobody is told who has not asked for it.</summary>
    public static bool IsOffUnlessChosen(NewsKind kind) => kind is NewsKind.DailyDigest or NewsKind.QuietDigest;

    public bool Wants(NewsKind kind) => IsOffUnlessChosen(kind) ? (On & BitOf(kind)) != 0 : (Off & BitOf(kind)) == 0;

    public void Choose(NewsKind kind, bool wants)
    {
        if (IsOffUnlessChosen(kind)) On = wants ? On | BitOf(kind) : On & ~BitOf(kind);
        else Off = wants ? Off & ~BitOf(kind) : Off | BitOf(kind);
    }

    private static int BitOf(NewsKind kind) => 1 << (int)kind;
}
